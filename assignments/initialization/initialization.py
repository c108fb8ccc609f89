# %% [markdown]
# # Initialization
#
# Before a network can learn anything, its parameters have to stand *somewhere*. Gradient descent
# takes them from there, downhill. Does it matter where "there" is?
#
# It decides whether the network learns at all. In this notebook you write three ways to
# start, train the same network from each of them on the same data, and see one fail completely,
# one limp, and one do the job. The network, the data and the training stay the same all along:
# only the first numbers differ.
#
# **What you will do**
#
# | exercise | you write | points |
# |---|---|---|
# | 1 | `initialize_parameters_zeros`: everything starts at zero | 20 |
# | 2 | `initialize_parameters_random`: weights start large and random | 30 |
# | 3 | `initialize_parameters_he`: weights start random, and each layer at its own scale | 50 |
#
# Write your code where it says `YOUR CODE HERE`, and delete the line below it that raises
# `NotImplementedError`. The cell after each exercise is a self-check. It tells you how it is
# going; it is not the marking, which looks at more cases.
#
# Start by running the next cell.

# %% given="imports"
# %matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
import selfcheck_initialization as selfcheck
from init_utils import (
    backward_propagation,
    forward_propagation,
    load_dataset,
    plot_costs,
    plot_decision_boundary,
    predict,
    predict_dec,
    relu,
    train,
)

# %% [markdown]
# ## 1. The data and the network
#
# 300 points for training and 100 for testing, on two noisy circles. The inner circle has label 1
# (blue), the outer one label 0 (red). No straight line separates them: whatever tells them apart
# has to bend all the way round.

# %% given="data"
train_X, train_Y, test_X, test_Y = load_dataset()
print(f"train_X {train_X.shape}, train_Y {train_Y.shape}, with {train_Y.sum()} points of label 1")
print(f"test_X  {test_X.shape}, test_Y  {test_Y.shape}")

# %% [markdown]
# The network has three layers, with 10, 5 and 1 units:
#
# ![Three layers, with the shapes of the parameters of each](images/network.svg)
#
# The last unit gives $a^{[3]}$, the probability of label 1. The cost is the cross-entropy, the mean
# over the examples of $-y \log a^{[3]} - (1 - y) \log(1 - a^{[3]})$.
#
# `model` chooses a start, and hands it to gradient descent. It calls the three functions that
# you are about to write.


# %% given="model"
def model(
    X,
    Y,
    learning_rate=0.01,
    num_iterations=15000,
    print_cost=True,
    initialization="he",
    is_plot=True,
):
    """Train the three-layer network from one of three starts.

    Arguments:
    X -- inputs, of shape (2, m): one example per column
    Y -- labels, 0 or 1, of shape (1, m)
    learning_rate -- how long a step of gradient descent is
    num_iterations -- how many steps
    print_cost -- whether to print the cost on the way
    initialization -- where to start: "zeros", "random" or "he"
    is_plot -- whether to draw the cost

    Returns:
    parameters -- dictionary with W1, b1, W2, b2, W3, b3 after training
    """
    layers_dims = [X.shape[0], 10, 5, 1]
    if initialization == "zeros":
        parameters = initialize_parameters_zeros(layers_dims)
    elif initialization == "random":
        parameters = initialize_parameters_random(layers_dims)
    elif initialization == "he":
        parameters = initialize_parameters_he(layers_dims)
    else:
        raise ValueError(
            f"There is no initialization {initialization!r}: take 'zeros', 'random' or 'he'."
        )

    parameters, costs = train(X, Y, parameters, learning_rate, num_iterations, print_cost)

    if is_plot and costs:
        plt.figure(figsize=(5.5, 3.2))
        ax = plot_costs(costs, learning_rate)
        if max(costs) > 100 * min(costs):
            ax.set_yscale("log")
        plt.show()
    return parameters


def draw_boundary(parameters, ax, title):
    """Draw where the network decides for which label, and the training points."""

    def decide(points):
        return predict_dec(parameters, points.T)

    plot_decision_boundary(decide, train_X, train_Y, ax, title).set_aspect("equal")


def show_result(parameters, title):
    """Print how many points are right, and draw where the network decides for which label."""
    print("On the training set:")
    predict(train_X, train_Y, parameters)
    print("On the test set:")
    predict(test_X, test_Y, parameters)

    _, ax = plt.subplots(figsize=(4, 4))
    draw_boundary(parameters, ax, title)
    plt.show()


# %% [markdown]
# ## 2. Everything at zero
#
# Zero is the obvious place to start if you have no opinion. Let us see what becomes of it.
#
# ### Exercise 1: zeros
#
# **What to do.** For every layer $l = 1, \dots, L$ put two arrays of zeros into the dictionary:
# the weights $W^{[l]}$ under `"W1"`, `"W2"`, …, of shape $(n_l, n_{l-1})$, and the biases
# $b^{[l]}$ under `"b1"`, `"b2"`, …, of shape $(n_l, 1)$. `layers_dims` holds
# $n_0, n_1, \dots, n_L$: its first number is the number of inputs, so it has one entry more than
# the network has layers. Your function should work for any number of layers.
#
# **Why it matters.** Shapes first: a row of $W^{[l]}$ for each unit of the layer, a column for each
# unit of the layer before it. The other two exercises build on that. And you are about to see
# why nobody starts here.
#
# **How to tell that it worked.** The self-check is green, and for `[3, 2, 1]` you get
# `W1` of shape (2, 3), `b1` (2, 1), `W2` (1, 2) and `b2` (1, 1).


# %% solution="initialize_parameters_zeros"
def initialize_parameters_zeros(layers_dims):
    """Return parameters that are zero.

    Arguments:
    layers_dims -- the number of units of each layer, the inputs first: a list, tuple or array

    Returns:
    parameters -- dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL (nL, nL-1), bL (nL, 1)
    """
    parameters = {}
    ### BEGIN SOLUTION
    for layer in range(1, len(layers_dims)):
        parameters[f"W{layer}"] = np.zeros((layers_dims[layer], layers_dims[layer - 1]))
        parameters[f"b{layer}"] = np.zeros((layers_dims[layer], 1))
    ### END SOLUTION
    return parameters


# %%
for name, block in initialize_parameters_zeros([3, 2, 1]).items():
    print(f"{name} =\n{block}")

# %% test="initialize_parameters_zeros" points=20
selfcheck.initialize_parameters_zeros(initialize_parameters_zeros)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import initialization as hidden_tests

hidden_tests.initialize_parameters_zeros(initialize_parameters_zeros)
### END HIDDEN TESTS

# %% [markdown]
# Now train from there: 15,000 steps.

# %% given="train_zeros" tags=["demonstration"]
parameters = model(train_X, train_Y, initialization="zeros")
show_result(parameters, "start at zero")

# %% [markdown]
# Nothing happened. The cost stands at $\log 2 = 0.6931\dots$ from the first step to the last:
# that is the cost of answering "one half" to every question, and one half is not above one half, so
# everything counts as label 0. Half of the points are right, as with a coin.
#
# ### Why
#
# Look at the gradients at the start.

# %% given="gradients_at_zero" tags=["demonstration"]
zeros = initialize_parameters_zeros([2, 10, 5, 1])
A3, cache = forward_propagation(train_X, zeros)
gradients = backward_propagation(train_X, train_Y, cache)
for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
    print(f"largest entry of d{name}: {np.abs(gradients[f'd{name}']).max():.1e}")

# %% [markdown]
# With all weights at zero, every hidden unit puts out 0. The gradient of $W^{[l]}$ has the
# activations $A^{[l-1]}$ as a factor, so those of $W^{[2]}$ and $W^{[3]}$ are zero; and on its way
# down the gradient is multiplied by $W^{[3]}$ and $W^{[2]}$, so nothing reaches the first layer.
# Only the last bias could move. It would learn how common label 1 is, and since exactly
# half of the points have it, it stays where it is too. (A number like $10^{-17}$ is zero
# but for rounding.)
#
# So is it the *zeros* that are to blame? Start all weights at $0.5$ instead. Now signals flow in
# both directions, and the cost goes down. Then look at the rows of $W^{[1]}$ after training,
# one row per hidden unit.


# %% given="constant_start"
def constant_start(layers_dims, value):
    """Return parameters whose weights all have the same value, and zero biases."""
    return {
        name: block + value if name[0] == "W" else block
        for name, block in initialize_parameters_zeros(layers_dims).items()
    }


def with_noise(parameters, size):
    """Return the parameters with a Gaussian of that size added to each weight."""
    generator = np.random.default_rng(0)
    return {
        name: block + size * generator.standard_normal(block.shape) if name[0] == "W" else block
        for name, block in parameters.items()
    }


# %% given="train_constant" tags=["demonstration"]
same = constant_start([2, 10, 5, 1], value=0.5)
starts = {"all weights 0.5": same, "0.5, plus noise of size 0.1": with_noise(same, size=0.1)}

fig, axes = plt.subplots(2, 2, figsize=(8.5, 7), gridspec_kw={"width_ratios": [1, 2]})
for (title, start), (left, right) in zip(starts.items(), axes):
    trained, _ = train(
        train_X, train_Y, start, learning_rate=0.01, num_iterations=15000, print_cost=False
    )
    right_ones = np.mean(predict_dec(trained, train_X) == train_Y)
    spread = np.ptp(trained["W1"], axis=0).max()
    print(f"{title}: the rows of W1 end up to {spread:.2g} apart")

    image = left.imshow(trained["W1"], cmap="RdBu", vmin=-2, vmax=2, aspect="auto")
    left.set(title="W1 after training", ylabel="hidden unit", xlabel="input")
    left.set(xticks=[0, 1], xticklabels=["$x_1$", "$x_2$"], yticks=range(10))
    fig.colorbar(image, ax=left, fraction=0.1)
    draw_boundary(trained, right, title=f"{title}: {right_ones:.0%} right")
fig.tight_layout()
plt.show()

# %% [markdown]
# In the upper picture all ten rows are still the same, to the last digit or nearly so. Two units
# that start with the same weights compute the same thing, so they get the same gradient, so they
# take the same step, and then they are the same again. And so on for ever:
#
# ![Two hidden units with the same weights get the same gradient](images/symmetry.svg)
#
# Ten units do the work of one, and one unit can cut the plane once. That is what it means that
# nothing **breaks the symmetry**; training alone never will. A start at zero is the worst case of
# it. In the lower picture a little noise was enough to set the units free.
#
# What to remember:
#
# * **weights** have to start random, so that no two units of a layer are alike;
# * **biases** may start at zero, for with different weights the units differ anyway.

# %% [markdown]
# ## 3. Large random weights
#
# Then let us be generous with the noise.
#
# ### Exercise 2: random
#
# **What to do.** The same dictionary with the same shapes. Draw the weights from a standard
# Gaussian, `np.random.randn(rows, columns)`, and multiply them by $10$. The biases stay zero.
#
# The line `np.random.seed(3)` is there for one reason: the same numbers come out every time, and
# your figures can be compared with those in the text. A seed makes nothing train better. In a
# project of your own, leave it out, or try several.
#
# **Why it matters.** Every unit is now different from every other. That cures the trouble of
# section 2, and you will see which one it brings.
#
# **How to tell that it worked.** The self-check is green. If you draw `W1` first and then `W2`,
# the first row of `W1` for `[3, 2, 1]` begins with 17.886.


# %% solution="initialize_parameters_random"
def initialize_parameters_random(layers_dims):
    """Return random weights with a standard deviation of 10, and zero biases.

    Arguments:
    layers_dims -- the number of units of each layer, the inputs first: a list, tuple or array

    Returns:
    parameters -- dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL (nL, nL-1), bL (nL, 1)
    """
    np.random.seed(3)  # so that your figures are those of the text
    parameters = {}
    ### BEGIN SOLUTION
    for layer in range(1, len(layers_dims)):
        n_out, n_in = layers_dims[layer], layers_dims[layer - 1]
        parameters[f"W{layer}"] = np.random.randn(n_out, n_in) * 10
        parameters[f"b{layer}"] = np.zeros((n_out, 1))
    ### END SOLUTION
    return parameters


# %%
for name, block in initialize_parameters_random([3, 2, 1]).items():
    print(f"{name} =\n{block}")

# %% test="initialize_parameters_random" points=30
selfcheck.initialize_parameters_random(initialize_parameters_random)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import initialization as hidden_tests

hidden_tests.initialize_parameters_random(initialize_parameters_random)
### END HIDDEN TESTS

# %% given="train_random" tags=["demonstration"]
parameters = model(train_X, train_Y, initialization="random")
show_result(parameters, "large random start")

# %% [markdown]
# The symmetry is broken, and the network learns: 83 % of the training points and 86 % of the test
# points are right. But look at where the cost came from. (The vertical axis is logarithmic.) It
# started near 1774, where the network of zeros, which knows nothing at all, has 0.69. How can a
# start be so much worse than knowing nothing?

# %% given="outputs_at_start" tags=["demonstration"]
start = initialize_parameters_random([2, 10, 5, 1])
A3, cache = forward_propagation(train_X, start)
Z3 = cache[8]
print(f"z of the last unit, over the 300 points: from {Z3.min():.0f} to {Z3.max():.0f}")
print(f"outputs that are exactly 0 or exactly 1: {np.mean((A3 == 0) | (A3 == 1)):.0%}")
print(f"points for which that is right:          {np.mean((A3 > 0.5) == train_Y):.0%}")
for name in ("W1", "W2", "W3"):
    moved = np.linalg.norm(parameters[name] - start[name]) / np.linalg.norm(start[name])
    print(f"{name} has moved in training by {moved:.0%} of its size")

# %% [markdown]
# Sums of many large numbers are huge numbers, and the sigmoid of a huge number is 0 or 1 to all
# digits that a computer has: the unit is **saturated**. The network is *perfectly sure* of every
# answer, and wrong on half of them.
#
# A wrong answer costs $-\log$ of the probability that was left for the right one. Leave
# $10^{-100}$ and it costs 230. Leave exactly 0 and it costs $-\log 0 = \infty$; programs that
# take the logarithm of $a^{[3]}$ print `inf` here, with a warning. Ours computes the cost from $z$,
# where nothing is lost: an example on the wrong side costs about $|z|$, which is
# thousands.
#
# So the first steps are violent: they go into being less sure. And then, 0.01 is a short step for
# weights of size 10. After 15,000 of them the weights are still much as they were drawn, and the
# ragged boundary is much as chance had it.

# %% [markdown]
# ## 4. The right scale
#
# Zero is too small, ten is too large. Before you try numbers in between, ask what would be *right*.
#
# A unit computes $z = w_1 a_1 + \dots + w_n a_n + b$. The number $n$ of its inputs is its
# **fan-in**, the size of the layer before. If the weights are drawn independently around zero, and
# $b = 0$, the variances of the terms add up:
#
# $$ \operatorname{Var}(z) = n \cdot \operatorname{Var}(w) \cdot \operatorname{E}[a^2]. $$
#
# The more inputs, the larger $z$. To keep the signal at the same size from layer to layer,
# $\operatorname{Var}(w)$ has to shrink like $1/n$. With ReLU there is one thing more: $z$ is
# negative half of the time, and then the unit is silent. Half of the mean square is lost,
# $\operatorname{E}[a^2] = \tfrac12 \operatorname{Var}(z)$, and a factor of 2 makes up for it:
#
# $$ \operatorname{Var}(w) = \frac{2}{n_{l-1}}, \qquad \text{standard deviation }
#    \sqrt{\frac{2}{n_{l-1}}}. $$
#
# This is **He initialization**, after Kaiming He and his colleagues, who worked it out for ReLU in
# 2015.
#
# ### Exercise 3: He
#
# **What to do.** As in exercise 2, but instead of by 10, multiply the Gaussian of layer $l$ by
# $\sqrt{2 / n_{l-1}}$. Mind that it is the size of the layer *before*, and that each layer has its
# own. The biases stay zero.
#
# **Why it matters.** It is the usual start for networks with ReLU, and the deeper the network, the
# more depends on it: an error in the scale is multiplied once per layer.
#
# **How to tell that it worked.** The self-check is green. If you draw `W1` first and then `W2`,
# the first row of `W1` for `[2, 4, 1]` begins with 1.788.


# %% solution="initialize_parameters_he"
def initialize_parameters_he(layers_dims):
    """Return random weights, each layer's with He's standard deviation, and zero biases.

    Arguments:
    layers_dims -- the number of units of each layer, the inputs first: a list, tuple or array

    Returns:
    parameters -- dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL (nL, nL-1), bL (nL, 1)
    """
    np.random.seed(3)  # so that your figures are those of the text
    parameters = {}
    ### BEGIN SOLUTION
    for layer in range(1, len(layers_dims)):
        n_out, n_in = layers_dims[layer], layers_dims[layer - 1]
        parameters[f"W{layer}"] = np.random.randn(n_out, n_in) * np.sqrt(2 / n_in)
        parameters[f"b{layer}"] = np.zeros((n_out, 1))
    ### END SOLUTION
    return parameters


# %%
for name, block in initialize_parameters_he([2, 4, 1]).items():
    print(f"{name} =\n{block}")

# %% test="initialize_parameters_he" points=50
selfcheck.initialize_parameters_he(initialize_parameters_he)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import initialization as hidden_tests

hidden_tests.initialize_parameters_he(initialize_parameters_he)
### END HIDDEN TESTS

# %% given="train_he" tags=["demonstration"]
parameters = model(train_X, train_Y, initialization="he")
show_result(parameters, "He's start")

# %% [markdown]
# The cost starts near 0.88, about where ignorance is, and the network separates the circles in the
# same number of steps: 99 % of the training points and 96 % of the test points.

# %% [markdown]
# ## 5. Side by side
#
# The three runs again, in one picture and one table.

# %% given="side_by_side" tags=["demonstration"]
initializers = {
    "zeros": initialize_parameters_zeros,
    "random × 10": initialize_parameters_random,
    "He": initialize_parameters_he,
}

fig, axes = plt.subplots(2, 3, figsize=(11, 6.6), gridspec_kw={"height_ratios": [3, 2]})
print("start        first cost  last cost  training set  test set")
for (name, initialize), (above, below) in zip(initializers.items(), axes.T):
    trained, costs = train(
        train_X,
        train_Y,
        initialize([2, 10, 5, 1]),
        learning_rate=0.01,
        num_iterations=15000,
        print_cost=False,
    )
    on_train = np.mean(predict_dec(trained, train_X) == train_Y)
    on_test = np.mean(predict_dec(trained, test_X) == test_Y)
    print(f"{name:11} {costs[0]:11.4f} {costs[-1]:10.4f} {on_train:13.2%} {on_test:9.2%}")

    draw_boundary(trained, above, title=name)
    plot_costs(costs, 0.01, ax=below).set(ylim=(0, 1), title=f"{on_test:.0%} of the test points")
    if costs[0] > 1:
        below.text(1700, 0.88, f"from {costs[0]:.0f}", color="tab:blue")
fig.tight_layout()
plt.show()

# %% [markdown]
# Your turn, if you like: what does another scale do? Change the factor to 0.5, 2 or 5, run the
# cell again, and find out how far from He's scale you can go before it hurts. (A point or two on
# the test set is luck: it has 100 points.)

# %%
factor = 0.2  # times He's standard deviation
start = {
    name: factor * block if name[0] == "W" else block
    for name, block in initialize_parameters_he([2, 10, 5, 1]).items()
}
trained, costs = train(
    train_X, train_Y, start, learning_rate=0.01, num_iterations=15000, print_cost=False
)
print(f"{factor} × He: cost from {costs[0]:.4f} to {costs[-1]:.4f}")
predictions = predict(test_X, test_Y, trained)

# %% [markdown]
# ## 6. In a deep network
#
# Three narrow layers forgive much. Stack ten layers of 400 units, send random inputs through, and
# look at what comes out of each layer *before any training*. First with $\tanh$ as the activation,
# whose values lie between −1 and 1: saturated units show as piles at the ends.


# %% given="activations"
def activations(parameters, A, activation):
    """Return the outputs of every layer, with the same activation throughout."""
    outputs = []
    for layer in range(1, len(parameters) // 2 + 1):
        A = activation(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        outputs.append(A)
    return outputs


def scaled(parameters, factor):
    """Return the parameters with all weights multiplied by a factor."""
    return {name: factor * block if name[0] == "W" else block for name, block in parameters.items()}


# %% given="histograms" tags=["demonstration"]
deep = [400] * 11
inputs = np.random.default_rng(0).standard_normal((400, 300))
large, he = initialize_parameters_random(deep), initialize_parameters_he(deep)
starts = {
    "Gaussian × 10": large,
    "Gaussian × 1": scaled(large, 1 / 10),
    "Gaussian × 0.01": scaled(large, 1 / 1000),
    "He": he,
}

shown = (1, 2, 4, 7, 10)
fig, axes = plt.subplots(len(starts), len(shown), figsize=(11, 7.2), sharex=True)
for (name, start), row in zip(starts.items(), axes):
    outputs = activations(start, inputs, np.tanh)
    for layer, ax in zip(shown, row):
        A = outputs[layer - 1]
        ax.hist(A.ravel(), bins=np.linspace(-1, 1, 51), color="tab:blue")
        saturated = np.mean(np.abs(A) > 0.99)
        ax.set_title(f"std {A.std():.2g}, saturated {saturated:.0%}", fontsize=9)
        ax.set(yticks=[], xticks=[-1, 0, 1])
    row[0].set_ylabel(name)
for layer, ax in zip(shown, axes[-1]):
    ax.set_xlabel(f"layer {layer}")
fig.suptitle("outputs of tanh units in a network of ten layers, before training")
fig.tight_layout()
plt.show()

# %% [markdown]
# * **× 10, and even × 1**: with 400 inputs, $z$ is about $\sqrt{400} = 20$ times as large as a
#   weight. Nearly all units sit at −1 or 1, where $\tanh$ is flat. Such a unit hardly notices its
#   inputs any more, and next to no gradient gets through to its weights, so it stays there. The few
#   in between pass a gradient on, blown up by the large weights.
# * **× 0.01**: each layer shrinks the signal by a factor of five. After ten layers nothing is left
#   of the input, and gradients, which pass through the same weights on their way back, vanish too.
# * **He**: the outputs are spread out, and nearly the same in the tenth layer as in the fourth.
#
# ### He and Xavier
#
# You will meet other scales by name. They differ in what they were worked out for:
#
# | name | $\operatorname{Var}(w)$ | made for |
# |---|---|---|
# | LeCun, 1998 | $1 / n_{l-1}$ | units like $\tanh$, on the way forward |
# | Glorot, 2010 | $2 / (n_{l-1} + n_l)$ | units like $\tanh$, both ways |
# | He, 2015 | $2 / n_{l-1}$ | ReLU, where half of the units are silent |
#
# Each of the three had co-authors. Glorot and Bengio's formula is a compromise: the signal on its
# way forward wants $1 / n_{l-1}$, the gradient on its way back wants $1 / n_l$.
# "Xavier initialization" is called after Xavier Glorot, and the second row is his formula.
# Many texts and programs use the name for $\sqrt{1/n_{l-1}}$, too. In a network whose layers are
# all equally wide the two are the same. Here is one: what becomes of $\operatorname{E}[a^2]$, the
# mean square of the activations, from layer to layer?

# %% given="he_and_xavier" tags=["demonstration"]
starts = {
    "He, √(2/n)": (he, "tab:blue"),
    "Xavier, √(1/n)": (scaled(he, np.sqrt(1 / 2)), "tab:orange"),
}
depths = np.arange(1, 11)

fig, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
for (name, activation), ax in zip({"ReLU": relu, "tanh": np.tanh}.items(), axes):
    for label, (start, color) in starts.items():
        sizes = [np.mean(A**2) for A in activations(start, inputs, activation)]
        ax.plot(depths, sizes, "o-", color=color, label=label)
        print(f"{name:5}{label:15} {sizes[0]:.3f} in layer 1, {sizes[-1]:.5f} in layer 10")
    ax.set(title=name, xlabel="layer", xticks=depths, yscale="log")
axes[0].plot(depths, 0.5**depths, "--", color="0.6", label="halved in every layer")
axes[0].set_ylabel("mean square of the activations")
axes[0].legend(loc="lower left")
axes[1].legend(loc="lower left")
fig.tight_layout()
plt.show()

# %% [markdown]
# **ReLU, on the left.** With $\sqrt{1/n}$ half of the mean square goes missing in every layer, just
# as computed above: after ten layers a thousandth is left. With $\sqrt{2/n}$ it stays where it
# was, up to the luck of the draw.
#
# **tanh, on the right.** Near zero $\tanh z \approx z$, no unit is silent, and there is nothing
# that a factor of 2 should make up for. With $\sqrt{1/n}$ the signal shrinks only because $\tanh$
# squashes large values, and less and less so as it gets smaller: slowly, not by a factor per layer.
# With $\sqrt{2/n}$ it settles where the squashing balances the factor, at about 0.3. Both work
# here; the smaller one keeps the units where $\tanh$ is steep.
#
# So choose the scale by the activation: $2/n$ for ReLU, $1/n$ for $\tanh$.
#
# **What to take with you**
#
# | start | training set | test set | why |
# |---|---|---|---|
# | zeros | 50 % | 50 % | nothing breaks the symmetry, and no gradient reaches a weight |
# | random × 10 | 83 % | 86 % | saturated: a huge cost at first, and steps too short to undo it |
# | He | 99.3 % | 96 % | every layer passes the signal on at the size it came in |
#
# * Weights start random, so that units can become different. Biases may start at zero.
# * Not too large: outputs saturate, and the cost starts huge or infinite. Not too small: the signal
#   dies out on its way through the layers.
# * The right scale depends on the fan-in and on the activation: $\sqrt{2/n_{l-1}}$ for ReLU.
# * If a network does not learn, look at its activations before the first step. A histogram per
#   layer tells you more than the cost curve.
