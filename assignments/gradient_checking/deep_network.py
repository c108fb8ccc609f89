# %% [markdown]
# # Gradient checking a deep network
#
# The first notebook checked a network with 47 parameters. Here you check one that looks at
# pictures. It has more than sixty thousand parameters and any number of layers, so there is no
# writing down `W1`, `b1`, `W2`, `b2` by hand: you write the helpers yourself, for whatever network
# comes along.
#
# Then you find out what such a check costs, what it sees, and what it cannot see.
#
# **What you will do**
#
# | exercise | you write | points |
# |---|---|---|
# | 1 | `dictionary_to_vector`, which rolls all parameters into one column | 15 |
# | 2 | `vector_to_dictionary`, which goes back | 15 |
# | 3 | `gradients_to_vector`, the same for the gradients | 15 |
# | 4 | `forward_prop_cost`, from the parameters to the cost | 15 |
# | 5 | `gradient_check`, for a network of any depth | 40 |
#
# Write your code where it says `YOUR CODE HERE`, and delete the line below it that raises
# `NotImplementedError`. The cell after each exercise is a self-check. It tells you how it is
# going; it is not the marking, which looks at more cases.
#
# Start by running the next cell.

# %% given="imports"
# %matplotlib inline
import time

import matplotlib.pyplot as plt
import numpy as np
import selfcheck_deep_network as selfcheck
from deep_network import L_model_backward, L_model_forward, compute_cost, initialize_parameters
from gc_utils import print_verdict
from image_data import flatten_images, load_cat_dataset
from progress import progress

# %% [markdown]
# ## 1. Is there a cat in the picture?
#
# The training set has 209 pictures of 64 × 64 pixels, each pixel with three numbers from 0 to 255
# for red, green and blue. The label is 1 if there is a cat in the picture and 0 if there is
# anything else. Here are some of them.

# %% given="load_pictures"
train_x_orig, train_y, test_x_orig, test_y, classes = load_cat_dataset()

# %% given="pictures" tags=["demonstration"]
fig, axes = plt.subplots(2, 7, figsize=(11, 3.6))
for ax, picture, label in zip(axes.ravel(), train_x_orig, train_y[0]):
    ax.imshow(picture)
    ax.set_title(classes[label].decode(), fontsize=10)
    ax.axis("off")
plt.show()

# %% [markdown]
# A network takes columns of numbers. `flatten_images` writes each picture into one column,
# $64 \cdot 64 \cdot 3 = 12288$ numbers, and divides them by 255, so that they lie between 0 and 1.

# %% given="flatten"
train_x = flatten_images(train_x_orig)
print("pictures:", train_x_orig.shape)
print("columns: ", train_x.shape, "from", train_x.min(), "to", train_x.max())
print("labels:  ", train_y.shape)

# %% [markdown]
# ## 2. The network
#
# This time everything about the network is given, the backward pass as well. It lives in the
# module `deep_network`:
#
# * `parameters = initialize_parameters(layers_dims)` draws `W1, b1, …, WL, bL` for the layer sizes
#   $n^{[0]}, n^{[1]}, \dots, n^{[L]}$ in the list `layers_dims`;
# * `AL, caches = L_model_forward(X, parameters, hidden_layers_activation_fn)` computes the output
#   $A^{[L]}$. The hidden layers have the activation that you name, `"tanh"`, `"relu"` or
#   `"sigmoid"`; the last layer always has the sigmoid;
# * `cost = compute_cost(AL, Y)` is the cross-entropy;
# * `gradients = L_model_backward(AL, Y, caches, hidden_layers_activation_fn)` returns a dictionary
#   with `dW1, db1, …, dWL, dbL`, and the steps between, `dA0, dA1, …`.
#
# Ours takes a picture, has two hidden layers of five units with tanh, and one output:
#
# ![Three layers, with the parameters of each](images/deep_network.svg)
#
# How many numbers are there to check? Each layer has $n^{[l]} \cdot n^{[l-1]}$ weights and
# $n^{[l]}$ biases:

# %% given="count_parameters"
layers_dims = [12288, 5, 5, 1]
parameters = initialize_parameters(layers_dims)

total = 0
for name, block in parameters.items():
    total += block.size
    print(f"{name}: {block.shape!s:>11} {block.size:>7,}")
print(f"in all:         {total:>7,}")

# %% [markdown]
# One forward and one backward pass give the slope of the cost in each of these 61,481 parameters.
# To keep the check affordable, it looks at a single picture, drawn at random from the training
# set.

# %% given="one_example"
generator = np.random.default_rng(1)
example = generator.integers(train_x.shape[1])
X, Y = train_x[:, [example]], train_y[:, [example]]

AL, caches = L_model_forward(X, parameters, hidden_layers_activation_fn="tanh")
gradients = L_model_backward(AL, Y, caches, hidden_layers_activation_fn="tanh")

plt.figure(figsize=(2.2, 2.2))
plt.imshow(train_x_orig[example])
plt.title(f"picture {example}: {classes[Y.item()].decode()}", fontsize=10)
plt.axis("off")
plt.show()
print("the network's output, before any training:", AL.item())
print("the gradients:", ", ".join(gradients))

# %% [markdown]
# Note the square brackets in `train_x[:, [example]]`: they keep the column a column, of shape
# $(12288, 1)$. Without them it would be a flat array of shape $(12288,)$.
#
# ## 3. From matrices to a vector, and back
#
# A gradient check nudges one parameter at a time, the first, the second, up to the last. It wants
# them in one column $\theta$ of shape $(P, 1)$:
#
# ![W1 row by row, then b1, then W2 row by row, then b2](images/rolled_out.svg)
#
# In the first notebook `gc_utils` did this for you. Here you write it, for any number of layers
# (calling the functions of `gc_utils` does not count).
#
# ### Exercise 1: from the parameters to a vector
#
# **What to do.** Return one column with all the parameters: $W^{[1]}$ row by row, then $b^{[1]}$,
# then $W^{[2]}$ row by row, and so on up to $b^{[L]}$. A dictionary of $L$ layers has $2L$ entries.
# Do not rely on the order in which the dictionary was filled, and do not sort its keys: as text,
# `"W10"` comes before `"W2"`, and all the `W` before any `b`. Make the names yourself.
#
# `np.reshape(array, (-1, 1))` writes a matrix into a column, row by row; `np.concatenate` puts
# columns below each other.
#
# **Why it matters.** Entry $i$ of this vector will be compared with entry $i$ of the gradient. If
# the two were in different orders, every comparison would be meaningless, and nothing would crash.
#
# **How to tell that it worked.** The self-check fills small matrices with 0, 1, 2, … so that the
# column should count up.


# %% solution="dictionary_to_vector"
def dictionary_to_vector(params_dict):
    """Roll all parameters of a network into one column.

    Arguments:
    params_dict -- dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL, bL, in any order

    Returns:
    vector -- array of shape (P, 1): W1 row by row, b1, W2 row by row, b2, ...
    """
    ### BEGIN SOLUTION
    columns = []
    for layer in range(1, len(params_dict) // 2 + 1):
        columns.append(np.reshape(params_dict[f"W{layer}"], (-1, 1)))
        columns.append(np.reshape(params_dict[f"b{layer}"], (-1, 1)))
    vector = np.concatenate(columns)
    ### END SOLUTION

    return vector


# %% test="dictionary_to_vector" points=15
selfcheck.dictionary_to_vector(dictionary_to_vector)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import deep_network as hidden_tests

hidden_tests.dictionary_to_vector(dictionary_to_vector)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: and back
#
# **What to do.** Cut the vector into pieces again, in the same order, and give each piece its
# shape: $W^{[l]}$ has the shape $(n^{[l]}, n^{[l-1]})$ and $b^{[l]}$ the shape $(n^{[l]}, 1)$, with
# the sizes $n^{[0]}, n^{[1]}, \dots, n^{[L]}$ from `layers_dims`.
#
# **Why it matters.** The forward pass wants matrices. In the check, this function is called twice
# for each parameter.
#
# **How to tell that it worked.** Going to a vector and back leads to the same dictionary. Try it in
# the cell below.


# %% solution="vector_to_dictionary"
def vector_to_dictionary(vector, layers_dims):
    """Unroll a column of parameters into the dictionary that it was made from.

    Arguments:
    vector -- array of shape (P, 1), in the order of dictionary_to_vector
    layers_dims -- list of the layer sizes, input first

    Returns:
    parameters -- dictionary with W1 (n1, n0), b1 (n1, 1), ..., WL, bL
    """
    ### BEGIN SOLUTION
    parameters = {}
    start = 0
    for layer in range(1, len(layers_dims)):
        n_in, n_out = layers_dims[layer - 1], layers_dims[layer]
        stop = start + n_out * n_in
        parameters[f"W{layer}"] = vector[start:stop].reshape(n_out, n_in)
        parameters[f"b{layer}"] = vector[stop : stop + n_out].reshape(n_out, 1)
        start = stop + n_out
    ### END SOLUTION

    return parameters


# %%
there = dictionary_to_vector(parameters)
back = vector_to_dictionary(there, layers_dims)
print("the vector:", there.shape)
for name in parameters:
    print(name, "came back" if np.array_equal(back[name], parameters[name]) else "is different")

# %% test="vector_to_dictionary" points=15
selfcheck.vector_to_dictionary(vector_to_dictionary)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import deep_network as hidden_tests

hidden_tests.vector_to_dictionary(vector_to_dictionary)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: the gradients
#
# **What to do.** Roll the gradients of the parameters into one column, in the very same order:
# `dW1` row by row, `db1`, `dW2`, … The dictionary holds `dA0`, `dA1`, … as well. They are not
# slopes in any parameter: leave them out. And the backward pass starts at the last layer, so the
# dictionary is filled from the end.
#
# **Why it matters.** As above: slot $i$ here has to be the slope in parameter $i$ there.
#
# **How to tell that it worked.** The self-check is green, and the column for the picture has 61,481
# entries.


# %% solution="gradients_to_vector"
def gradients_to_vector(gradients):
    """Roll the gradients of all parameters into one column.

    Arguments:
    gradients -- dictionary with dW1, db1, ..., dWL, dbL, and others such as dA1, in any order

    Returns:
    vector -- array of shape (P, 1): dW1 row by row, db1, dW2 row by row, db2, ...
    """
    ### BEGIN SOLUTION
    columns = []
    layer = 1
    while f"dW{layer}" in gradients:
        columns.append(np.reshape(gradients[f"dW{layer}"], (-1, 1)))
        columns.append(np.reshape(gradients[f"db{layer}"], (-1, 1)))
        layer += 1
    vector = np.concatenate(columns)
    ### END SOLUTION

    return vector


# %%
print("the gradient:", gradients_to_vector(gradients).shape)

# %% test="gradients_to_vector" points=15
selfcheck.gradients_to_vector(gradients_to_vector)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import deep_network as hidden_tests

hidden_tests.gradients_to_vector(gradients_to_vector)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The check
#
# ### Exercise 4: from the parameters to the cost
#
# **What to do.** Return the cost $J$ of the network with these parameters on these examples: call
# `L_model_forward`, and `compute_cost` on its output. Hand the activation on. (Mind the order of
# the arguments, which is the classic one: `X`, `parameters`, `Y`.)
#
# **Why it matters.** This function is all that the check knows of the network. It runs 122,962
# times below, so nothing superfluous should be in it.
#
# **How to tell that it worked.** The self-check compares it with costs that were worked out by
# hand.


# %% solution="forward_prop_cost"
def forward_prop_cost(X, parameters, Y, hidden_layers_activation_fn="tanh"):
    """Return the cost of a network.

    Arguments:
    X -- inputs, of shape (n0, m): one example per column
    parameters -- dictionary with W1, b1, ..., WL, bL
    Y -- labels, 0 or 1, of shape (1, m)
    hidden_layers_activation_fn -- "tanh", "relu" or "sigmoid"

    Returns:
    cost -- the cross-entropy, a number
    """
    ### BEGIN SOLUTION
    AL, _ = L_model_forward(X, parameters, hidden_layers_activation_fn)
    cost = compute_cost(AL, Y)
    ### END SOLUTION

    return cost


# %%
cost = forward_prop_cost(X, parameters, Y)
print("cost on the picture:", cost)

# %% test="forward_prop_cost" points=15
selfcheck.forward_prop_cost(forward_prop_cost)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import deep_network as hidden_tests

hidden_tests.forward_prop_cost(forward_prop_cost)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5: gradient checking
#
# **What to do.** Roll parameters and gradients into vectors $\theta$ and grad. For every $i$ from
# $0$ to $P - 1$:
#
# 1. make $\theta^+$, which is $\theta$ with $\varepsilon$ added to entry $i$, and $\theta^-$, with
#    $\varepsilon$ subtracted from it. All other entries stay as they are;
# 2. turn both into dictionaries with `vector_to_dictionary`, and get their costs $J^+_i$ and
#    $J^-_i$ from `forward_prop_cost`, with the activation that the check was told;
# 3. $\text{gradapprox}_i = \dfrac{J^+_i - J^-_i}{2\,\varepsilon}$.
#
# Return
#
# $$ \text{difference} = \frac{\lVert \text{grad} - \text{gradapprox} \rVert_2}
#    {\lVert \text{grad} \rVert_2 + \lVert \text{gradapprox} \rVert_2}. $$
#
# Two things make the wait easier. Write the loop as
# `for i in progress(range(P), "checking", P):`, which goes through the same numbers as `range(P)`
# and shows a bar if it takes long. And think about copies: copying 61,481 numbers takes about as
# long as the forward pass. You may copy $\theta$ twice for each $i$, or nudge entry $i$ of a single
# copy, and put back exactly the number that was there before you go on to the next.
#
# **Why it matters.** It works for every network whose cost you can compute, however deep, and it
# knows nothing of layers.
#
# **How to tell that it worked.** The self-check is green, and in sections 5 and 6 the check calls
# right gradients right and wrong ones wrong. The threshold here is $10^{-6}$: a right gradient of
# the cat network gets a difference of the order $10^{-9}$.


# %% solution="gradient_check"
def gradient_check(
    parameters,
    gradients,
    X,
    Y,
    layers_dims,
    epsilon=1e-7,
    hidden_layers_activation_fn="tanh",
):
    """Compare gradients with two-sided differences of the cost.

    Arguments:
    parameters -- dictionary with W1, b1, ..., WL, bL
    gradients -- what L_model_backward returned for them
    X -- inputs, of shape (n0, m)
    Y -- labels, of shape (1, m)
    layers_dims -- list of the layer sizes, input first
    epsilon -- how far to step to each side
    hidden_layers_activation_fn -- "tanh", "relu" or "sigmoid"

    Returns:
    difference -- the ratio, a number
    """
    ### BEGIN SOLUTION
    theta = np.copy(dictionary_to_vector(parameters))
    grad = gradients_to_vector(gradients)
    gradapprox = np.zeros_like(grad)

    P = theta.shape[0]
    for i in progress(range(P), "checking", P):
        number = theta[i, 0]
        theta[i, 0] = number + epsilon
        plus = vector_to_dictionary(theta, layers_dims)
        J_plus = forward_prop_cost(X, plus, Y, hidden_layers_activation_fn)
        theta[i, 0] = number - epsilon
        minus = vector_to_dictionary(theta, layers_dims)
        J_minus = forward_prop_cost(X, minus, Y, hidden_layers_activation_fn)
        theta[i, 0] = number
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)

    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    ### END SOLUTION

    return difference


# %% test="gradient_check" points=40
selfcheck.gradient_check(gradient_check)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import deep_network as hidden_tests

hidden_tests.gradient_check(gradient_check)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. First on a small network
#
# Always check a small network first: it takes no time, and a backward pass that is wrong for
# 41 parameters is wrong for 61,481. Here is one of the sizes 4-5-2-1, with gradients in which
# mistakes have been made on purpose.
#
# **And check it with a few examples, not with one.** The cell checks the same mistakes on one
# example and on five. Look at the two columns before you read on.


# %% given="one_example_or_five"
def with_mistakes(X, Y, parameters):
    """Return right gradients and wrong ones, each after what is wrong with it."""
    AL, caches = L_model_forward(X, parameters, "tanh")
    right = L_model_backward(AL, Y, caches, "tanh")

    m = X.shape[1]
    AL_first, caches_first = L_model_forward(X[:, :1], parameters, "tanh")
    first = L_model_backward(AL_first, Y[:, :1], caches_first, "tanh")
    biases = {name: block for name, block in first.items() if name.startswith("db")}
    return {
        "nothing, it is right": right,
        "the division by m is missing": {name: m * block for name, block in right.items()},
        "db only looks at the first example": {**right, **biases},
        "the slope of another activation": L_model_backward(AL, Y, caches, "sigmoid"),
    }


small_dims = [4, 5, 2, 1]
small = initialize_parameters(small_dims)
some_X = np.random.default_rng(0).standard_normal((4, 5))
some_Y = np.array([[1, 0, 0, 1, 1]])

differences = {}
for m in (1, 5):
    for mistake, claimed in with_mistakes(some_X[:, :m], some_Y[:, :m], small).items():
        found = gradient_check(small, claimed, some_X[:, :m], some_Y[:, :m], small_dims)
        differences[mistake, m] = float(np.asarray(found).item())

print(f"{'what is wrong':36} {'m = 1':>9} {'m = 5':>9}")
for mistake in dict.fromkeys(mistake for mistake, _ in differences):
    row = [f"{differences[mistake, m]:9.1e}" for m in (1, 5)]
    print(f"{mistake:36} {' '.join(row)}")

# %% [markdown]
# With one example two of the three mistakes are invisible, and rightly so: dividing by $m = 1$
# changes nothing, and the first example is the only one. The check says that the gradient is right
# *for the input that it was given*, no more.
#
# The same goes for sums over examples: with $m = 1$ the sum in
# $db = \frac{1}{m} \sum_i dZ^{(i)}$ can be forgotten altogether, for `dZ` has the shape of `db`
# already. In a layer of one unit it may even run over the wrong axis. Five examples bring all of
# this to light, and with 41 parameters they cost nothing.
#
# One thing stays hidden whatever $m$ is: a shape. If `keepdims=True` is missing, `db` is a flat
# array of shape $(n,)$, and rolled into a column it holds the right numbers. Only the update goes
# wrong, where `b - learning_rate * db` becomes a matrix of shape $(n, n)$. So look at the shapes of
# the gradients as well.
#
# ## 6. The cat network
#
# Now the real one. This is 122,962 forward passes: it takes some ten seconds on a fast machine,
# and perhaps a minute on a slow one.

# %% given="full_check" tags=["demonstration"]
start = time.perf_counter()
full_difference = gradient_check(parameters, gradients, X, Y, layers_dims)
full_seconds = time.perf_counter() - start

print(f"{total:,} parameters, {2 * total:,} forward passes: {full_seconds:.1f} seconds")
print_verdict(full_difference, threshold=1e-6)

# %% [markdown]
# The order of $10^{-9}$ is what rounding leaves of a right gradient: the costs have some
# 16 digits, and $J^+ - J^-$ is divided by $2 \cdot 10^{-7}$. Well below $10^{-6}$.
#
# Now break the gradient. A hidden layer with tanh has the slope $1 - a^2$. Suppose that somebody
# copied the backward pass from a network of sigmoids, whose slope is $a\,(1 - a)$:

# %% given="full_check_of_a_wrong_gradient" tags=["demonstration"]
broken = L_model_backward(AL, Y, caches, hidden_layers_activation_fn="sigmoid")
broken_difference = gradient_check(parameters, broken, X, Y, layers_dims)
print_verdict(broken_difference, threshold=1e-6)

# %% [markdown]
# There is no doubt about it. (Nor would there be with a missing $1/m$, you might think. But there
# is one picture here: you have just seen what that means.)
#
# ## 7. The same in milliseconds
#
# Why so slow? Because every parameter is asked by itself. But backpropagation hands us all
# slopes at once, and they make a claim about **every** direction: if all parameters move along a
# vector $v$ together, the cost has to change at the rate
#
# $$ \text{claimed} = \text{grad} \cdot v, \qquad
#    \text{measured} = \frac{J(\theta + \varepsilon v) - J(\theta - \varepsilon v)}
#    {2\,\varepsilon}. $$
#
# Measuring takes two forward passes, whatever the number of parameters. Take a random $v$: every
# entry of the gradient has its part in the claim, with a random weight. If something is wrong with
# the gradient, claim and measurement agree only by a rare coincidence, and if you are afraid of
# coincidences, take four directions. Their claims make a vector, so do their measurements, and the
# ratio of the two is the one you know.


# %% given="random_directions" tags=["demonstration"]
def random_directions(gradients, count, epsilon=1e-7):
    """Return the slopes that gradients claim along random directions, and the measured ones."""
    generator = np.random.default_rng(0)
    claimed, measured = np.zeros(count), np.zeros(count)
    for k in range(count):
        v = {name: generator.standard_normal(block.shape) for name, block in parameters.items()}
        plus = {name: block + epsilon * v[name] for name, block in parameters.items()}
        minus = {name: block - epsilon * v[name] for name, block in parameters.items()}
        rise = forward_prop_cost(X, plus, Y) - forward_prop_cost(X, minus, Y)
        measured[k] = np.asarray(rise).item() / (2 * epsilon)
        claimed[k] = sum(np.sum(gradients[f"d{name}"] * v[name]) for name in parameters)
    return claimed, measured


def ratio(claimed, measured):
    """Return the relative difference of two vectors."""
    norms = np.linalg.norm(claimed) + np.linalg.norm(measured)
    return np.linalg.norm(claimed - measured) / norms


broken = L_model_backward(AL, Y, caches, hidden_layers_activation_fn="sigmoid")

print("directions   forward passes   milliseconds   right gradient   broken gradient")
for count in (1, 4, 16):
    start = time.perf_counter()
    right_ratio = ratio(*random_directions(gradients, count))
    milliseconds = 1000 * (time.perf_counter() - start)
    broken_ratio = ratio(*random_directions(broken, count))
    print(
        f"{count:10} {2 * count:16} {milliseconds:14.1f} {right_ratio:16.1e} {broken_ratio:17.1e}"
    )

# %% given="compare_times" tags=["demonstration"]
print(f"{'the full check':27} {1000 * full_seconds:14.1f} ", end="")
print(f"{np.asarray(full_difference).item():15.1e} {np.asarray(broken_difference).item():17.1e}")

# %% [markdown]
# Four directions say the same as the full check, about a thousand times faster. What is the
# catch? Look at the measurements.

# %% given="picture_of_directions" tags=["demonstration"]
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4))

claimed, measured = random_directions(gradients, 100)
wrongly_claimed, _ = random_directions(broken, 100)
span = np.array([measured.min(), measured.max()])
left.plot(span, span, color="0.8", zorder=0)
left.plot(measured, claimed, ".", color="tab:blue", label="right gradient")
left.plot(measured, wrongly_claimed, ".", color="tab:red", label="slope of another activation")
left.set(xlabel="measured slope", ylabel="claimed slope", title="100 random directions")
left.legend()

norm = np.linalg.norm(np.concatenate([np.ravel(gradients[f"d{name}"]) for name in parameters]))
weight = np.random.default_rng(1).standard_normal(100)  # of the wrong entry, in each direction
shares = np.logspace(-9, -1, 33)
for share in shares:
    claims = claimed + share * norm * weight
    ratios = abs(claims - measured) / (abs(claims) + abs(measured))
    right.loglog(np.full(100, share), ratios, ".", color="tab:blue", ms=3, alpha=0.4)
right.loglog(shares, shares / 2, color="tab:orange", lw=2, label="all entries, one by one")
right.plot([], [], ".", color="tab:blue", label="one direction, 100 times")
right.axhline(1e-6, color="0.3", ls="--", lw=1)
right.text(1.3e-9, 1.5e-6, "threshold", color="0.3")
right.set(
    xlabel="error of a single entry / length of the gradient",
    ylabel="ratio",
    title="one wrong entry among 61,481",
    ylim=(1e-13, 1),
)
right.legend(loc="upper left")
plt.tight_layout()
plt.show()

# %% [markdown]
# **On the left**, each dot is one direction. The blue ones lie on the diagonal: claimed is
# measured. The red ones are all over the place.
#
# **On the right**, a single entry of the gradient is wrong, by more and more. The orange line is
# what the full check comes to; its own rounding, near $10^{-8}$ and below, is left out. The dots
# are what a direction comes to. They follow the line, but they scatter: the wrong entry enters the
# claim with a random weight, and if that happens to be near zero, this direction is blind to it.
# Some dots are a factor of a hundred too low.
#
# So this is what random directions can and cannot do:
#
# * **A mistake in a formula shows at once.** It spoils a whole block or more, and a random
#   direction is hardly ever blind to that. (What one example hides stays hidden, of course.)
# * **A single wrong entry with a small share in the whole may slip through**: about one direction
#   in a hundred has less than a hundredth of the usual weight at that entry. Four directions
#   hardly ever all do. (The ratio of the full check is blind to small shares as well, only
#   without the luck: it is one number for all of them. Comparing entry by entry is sharper.)
# * **They cannot say where.** A direction mixes all the parameters into one number. The full check
#   has `grad` and `gradapprox` side by side. But you can ask directions that move a single
#   block, `W2` say: then a wrong block is found in milliseconds too.
#
# ## 8. Why tanh?
#
# `hidden_layers_activation_fn` is `"tanh"` by default, and that is on purpose: tanh is smooth. ReLU
# has a kink at zero. Where a unit sits on it, a two-sided difference measures the average of both
# slopes, and a right gradient looks wrong. The next cell checks 300 small random networks with one
# example each, with tanh and with ReLU. All these gradients are right.

# %% given="tanh_or_relu" tags=["demonstration"]
dims = [3, 4, 3, 1]
fig, ax = plt.subplots(figsize=(8, 3.8))
bins = np.arange(-11.5, 0.5, 0.25)
for activation, color in [("tanh", "tab:blue"), ("relu", "tab:orange")]:
    generator = np.random.default_rng(5)
    exponents = []
    for _ in range(300):
        network = initialize_parameters(dims)  # zero biases
        for name in ("W1", "W2", "W3"):
            rows, columns = network[name].shape
            network[name] = generator.standard_normal((rows, columns)) / np.sqrt(columns)
        x, y = generator.standard_normal((3, 1)), np.array([[1]])
        outputs, cached = L_model_forward(x, network, activation)
        right_gradients = L_model_backward(outputs, y, cached, activation)
        found = gradient_check(network, right_gradients, x, y, dims, 1e-7, activation)
        exponents.append(np.log10(np.asarray(found).item()))
    false_alarms = np.sum(np.array(exponents) > -6)
    label = f"{activation}: {false_alarms} of 300 called wrong"
    ax.hist(exponents, bins, color=color, alpha=0.6, label=label)
ax.axvline(-6, color="0.3", ls="--", lw=1)
ax.text(-5.9, 0.8 * ax.get_ylim()[1], "threshold", color="0.3")
ax.set(xlabel=r"$\log_{10}$ of the difference", ylabel="networks")
ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# Those on the right are no coincidence. The biases start at zero. Where all four units of the first
# layer are silent on the example, the second layer sees nothing but zeros, and each of its units
# sits exactly at $0 + b = 0$: on the kink. Each unit is silent half of the time, so this happens to
# one network in sixteen. With tanh there is no kink to sit on.
#
# If you have to check a network with ReLU, do it with biases that are not zero and with several
# examples. If the check fails, repeat it with other parameters before you look for a bug.
#
# **What to take with you**
#
# * A check for any network: roll the parameters into a vector, nudge, measure, compare.
# * Order is everything: parameters and gradients in the same one, and `W10` after `W9`.
# * A few examples, not one: what divides by $m$ or sums over examples is invisible with $m = 1$.
# * A small network first. On a large one, a few random directions tell within milliseconds whether
#   something is wrong; the full check, or a direction per block, tells where.
