# %% [markdown]
# # Regularization
#
# A network with enough units can learn its training examples by heart: the sensible pattern, and
# every accident with it. On new examples the accidents do not repeat. This is **overfitting**, and
# you notice it by a gap: much better on the training set than on a test set that the network has
# never seen.
#
# Regularization makes learning by heart expensive. In this notebook you build the two methods that
# are used most, L2 regularization and dropout, train the same network plain, with the one and with
# the other, and look at what they change.
#
# **What you will do**
#
# | exercise | you write | points |
# |---|---|---|
# | 1 | `compute_cost_with_regularization`, the cost with an L2 penalty | 20 |
# | 2 | `backward_propagation_with_regularization`, its gradients | 25 |
# | 3 | `forward_propagation_with_dropout`, a forward pass that drops units | 30 |
# | 4 | `backward_propagation_with_dropout`, the backward pass that belongs to it | 25 |
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
import selfcheck_regularization as selfcheck
from reg_utils import (
    compute_cost,
    forward_propagation,
    initialize_parameters,
    load_2D_dataset,
    plot_costs,
    plot_decision_boundary,
    predict,
    predict_dec,
    relu,
    sigmoid,
    train,
    train_with,
)

# %% [markdown]
# ## 1. Where should the goalkeeper kick the ball?
#
# You are the analyst of a football team. For 211 kicks of your goalkeeper you know where on the
# pitch the ball came down and who got it: **label 1** (blue) if it was one of your own players,
# **label 0** (red) if it was an opponent. From these you are to tell, for every spot of the pitch,
# who will get the ball there. Another 200 kicks are kept apart for testing.

# %% given="data"
train_X, train_Y, test_X, test_Y = load_2D_dataset()

# %% [markdown]
# There is a pattern: one part of the pitch is yours, another is theirs, and between them runs a
# gentle curve. There is chance as well: now and then somebody wins the ball deep in the other
# team's area. The pattern will be there in the next match. The accidents will not.
#
# The network has three layers, LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID, with 2 inputs,
# hidden layers of 20 and 3 units, and one output. The next cell defines how it is trained: plain;
# with `lambd` above 0, by the functions of exercises 1 and 2; with `keep_prob` below 1, by those of
# exercises 3 and 4. (`lambda` is a word of Python's own, hence `lambd`.)


# %% given="model"
def model(
    X,
    Y,
    learning_rate=0.3,
    num_iterations=30000,
    print_cost=True,
    is_plot=True,
    lambd=0,
    keep_prob=1,
):
    """Train a network with layers of 20, 3 and 1 units.

    Arguments:
    X -- inputs, of shape (n0, m): one example per column
    Y -- labels, 0 or 1, of shape (1, m)
    learning_rate -- the length of a step, in multiples of the gradient
    num_iterations -- how many steps
    print_cost, is_plot -- whether to print and to draw the cost
    lambd -- strength of the L2 penalty; 0 for none
    keep_prob -- probability to keep a unit, with dropout; 1 for no dropout

    Returns:
    parameters -- dictionary with W1 (20, n0), b1 (20, 1), W2 (3, 20), b2 (3, 1), W3, b3
    """
    if lambd and keep_prob != 1:
        raise ValueError(
            f"lambd = {lambd} and keep_prob = {keep_prob}: choose one, so that you see what it does"
        )
    if lambd < 0:
        raise ValueError(f"lambd = {lambd} would reward large weights; it must be 0 or more")
    if not 0 < keep_prob <= 1:
        raise ValueError(f"keep_prob = {keep_prob} is not a probability above 0")

    def gradients(parameters):
        if keep_prob < 1:
            A3, cache = forward_propagation_with_dropout(X, parameters, keep_prob)
            return A3, backward_propagation_with_dropout(X, Y, cache, keep_prob)
        A3, cache = forward_propagation(X, parameters)
        return A3, backward_propagation_with_regularization(X, Y, cache, lambd)

    def cost(A3, parameters):
        if lambd:
            return compute_cost_with_regularization(A3, Y, parameters, lambd)
        return compute_cost(A3, Y)

    start = initialize_parameters([X.shape[0], 20, 3, 1])
    if lambd or keep_prob < 1:
        np.random.seed(1)  # the same masks at every run, so that figures can be compared
        parameters, costs = train_with(
            gradients, cost, start, learning_rate, num_iterations, print_cost
        )
    else:
        parameters, costs = train(X, Y, start, learning_rate, num_iterations, print_cost)
    if is_plot:
        plot_costs(costs, learning_rate)
        plt.show()
    return parameters


# %% [markdown]
# ### Without regularization

# %% given="train_plain" tags=["demonstration"]
plain = model(train_X, train_Y)
print("training set: ", end="")
on_train = predict(train_X, train_Y, plain)
print("test set:     ", end="")
on_test = predict(test_X, test_Y, plain)

plot_decision_boundary(lambda x: predict_dec(plain, x.T), train_X, train_Y, title="plain")
plt.gca().set_aspect("equal")
plt.show()

# %% [markdown]
# Look at the boundary, not only at the numbers. The network bends it around single points: it has
# learnt where an accident happened. That pays on the training set and costs on the test set.
#
# ## 2. L2 regularization
#
# To bend sharply a network needs large weights. So make large weights expensive: add to the cost a
# penalty that grows with their squares,
#
# $$ J_{\text{regularized}} =
#    \underbrace{-\frac{1}{m} \sum_{i=1}^{m} \left( y^{(i)} \log a^{[3](i)}
#    + (1 - y^{(i)}) \log\left(1 - a^{[3](i)}\right) \right)}_{\text{cross-entropy}}
#    \; + \; \underbrace{\frac{\lambda}{2m} \sum_{l} \sum_{k} \sum_{j}
#    \left( W_{k,j}^{[l]} \right)^2}_{\text{L2 penalty}} . $$
#
# The sum runs over all entries of all three weight matrices. The biases are left out: they move a
# boundary, they do not bend it. $\lambda$ says how expensive weights are; how much is right you
# find out on data that the network was not trained on.
#
# ### Exercise 1: the cost
#
# **What to do.** Compute the L2 penalty and add it to the cross-entropy. `np.square` squares every
# entry of a matrix, and `np.sum` adds them up.
#
# **Why it matters.** Training goes downhill on this number. What is not in it does not count.
#
# **How to tell that it worked.** The self-check is green: with $\lambda = 0$ the cost is the
# cross-entropy, and it grows by what your weights make you expect.


# %% solution="compute_cost_with_regularization"
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    """Return the cross-entropy with an L2 penalty.

    Arguments:
    A3 -- outputs of the network, of shape (1, m)
    Y -- labels, of shape (1, m)
    parameters -- dictionary with W1, b1, W2, b2, W3, b3
    lambd -- strength of the penalty, a number

    Returns:
    cost -- a number
    """
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]

    cross_entropy_cost = compute_cost(A3, Y)

    ### BEGIN SOLUTION
    squares = np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3))
    L2_cost = lambd / (2 * m) * squares
    cost = cross_entropy_cost + L2_cost
    ### END SOLUTION

    return cost


# %% test="compute_cost_with_regularization" points=20
selfcheck.compute_cost_with_regularization(compute_cost_with_regularization)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import regularization as hidden_tests

hidden_tests.compute_cost_with_regularization(compute_cost_with_regularization)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: the gradients
#
# Another cost has other gradients. The penalty contains every weight, and nothing else; so each
# `dW` gets one more term, the derivative of the penalty,
#
# $$ \frac{\partial}{\partial W} \left( \frac{\lambda}{2m} W^2 \right) = \frac{\lambda}{m} W , $$
#
# and the rest of the backward pass stays as it was.
#
# **What to do.** Fill in `dW3`, `dW2` and `dW1`: the gradient of the cross-entropy, which is
# $\frac{1}{m}\, dZ^{[l]} A^{[l-1]\,T}$ with $A^{[0]} = X$, plus the new term.
#
# **Why it matters.** Gradient descent only ever sees the gradient. With the penalty in the cost
# and not in the gradient, nothing would change but the number that is printed.
#
# **How to tell that it worked.** The self-check measures the slopes of your cost from exercise 1
# and compares your gradients with them.


# %% solution="backward_propagation_with_regularization"
def backward_propagation_with_regularization(X, Y, cache, lambd):
    """Return the gradients of the cost with an L2 penalty.

    Arguments:
    X -- inputs, of shape (n0, m)
    Y -- labels, of shape (1, m)
    cache -- what forward_propagation returned
    lambd -- strength of the penalty, a number

    Returns:
    gradients -- dictionary with dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y  # the division by m is left to dW and db
    ### BEGIN SOLUTION
    dW3 = 1 / m * dZ3 @ A2.T + lambd / m * W3
    ### END SOLUTION
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    ### BEGIN SOLUTION
    dW2 = 1 / m * dZ2 @ A1.T + lambd / m * W2
    ### END SOLUTION
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0)
    ### BEGIN SOLUTION
    dW1 = 1 / m * dZ1 @ X.T + lambd / m * W1
    ### END SOLUTION
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3}
    gradients |= {"dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients |= {"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients


# %% test="backward_propagation_with_regularization" points=25
selfcheck.backward_propagation_with_regularization(
    backward_propagation_with_regularization, lambda *args: compute_cost_with_regularization(*args)
)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import regularization as hidden_tests

hidden_tests.backward_propagation_with_regularization(backward_propagation_with_regularization)
### END HIDDEN TESTS

# %% [markdown]
# ### With L2 regularization
#
# Now train with $\lambda = 0.7$.

# %% given="train_L2" tags=["demonstration"]
with_L2 = model(train_X, train_Y, lambd=0.7)
print("training set: ", end="")
on_train = predict(train_X, train_Y, with_L2)
print("test set:     ", end="")
on_test = predict(test_X, test_Y, with_L2)

# %% [markdown]
# A little worse on the training set, better on the test set: the gap has closed. What has happened
# to the weights?

# %% given="weights_shrink" tags=["demonstration"]
fig, axes = plt.subplots(1, 3, figsize=(10, 3.2))
for layer, ax in enumerate(axes, start=1):
    name = f"W{layer}"
    largest = max(abs(plain[name]).max(), abs(with_L2[name]).max())
    bins = np.linspace(-largest, largest, 25)
    for parameters, label, color in [(plain, "plain", "0.6"), (with_L2, "L2", "tab:green")]:
        length = np.linalg.norm(parameters[name])
        ax.hist(
            parameters[name].ravel(),
            bins,
            color=color,
            alpha=0.7,
            label=f"{label}: $\\Vert W\\Vert$ = {length:.1f}",
        )
    ax.set(title=f"entries of W{layer}", yticks=[])
    ax.legend(fontsize=8)
fig.tight_layout()
plt.show()

# %% [markdown]
# They have shrunk. You can read it off the update: with the new term, a step of gradient descent is
#
# $$ W \leftarrow W - \alpha \left( dW + \frac{\lambda}{m} W \right)
#      = \left( 1 - \frac{\alpha \lambda}{m} \right) W - \alpha\, dW , $$
#
# with $\alpha$ the learning rate and $dW$ the gradient without the penalty. Each step first makes
# every weight a little smaller, which is why L2 regularization is also called **weight decay**;
# only a weight that the data keep asking for stays large.
#
# ## 3. Dropout
#
# Dropout goes about it differently. At each step of training, every hidden unit is switched off
# with probability $1 - p$, anew for each example. The units that stay have to manage without the
# others. None can rely on one particular partner, and an accident in the data is harder to store,
# for it takes several units that are bent to fit each other.
#
# ![In each step and for each example, other units are switched off](images/dropout.svg)
#
# In formulas, with $p$ = `keep_prob`, for each hidden layer:
#
# 1. draw a matrix of numbers, uniform between 0 and 1, of the shape of $A^{[l]}$;
# 2. $D^{[l]}$ is 1 (or True) where the number is below $p$, and 0 elsewhere: a **mask**;
# 3. switch off: multiply $A^{[l]}$ by $D^{[l]}$, entry by entry;
# 4. divide by $p$.
#
# Why the division? Each entry survives with probability $p$, so on average what the next layer gets
# would shrink by the factor $p$. Dividing by $p$ makes up for it: the expectation is
#
# $$ \mathbb{E}\left[ \frac{a\, d}{p} \right] = \frac{a}{p} \cdot p = a . $$
#
# With this **inverted dropout** the network can be used as it is once it has been trained, with
# nothing switched off and nothing rescaled. The next cell shows it on numbers.

# %% given="expectation"
generator = np.random.default_rng(0)
activations = np.array([0.5, 1.0, 2.0, 4.0])
p = 0.8
masks = generator.random((10000, 4)) < p

print("activations:                  ", activations)
print("mean of A * D:                ", np.mean(activations * masks, axis=0).round(2))
print("mean of A * D / p:            ", np.mean(activations * masks / p, axis=0).round(2))

# %% [markdown]
# ### Exercise 3: forward propagation with dropout
#
# **What to do.** In each of the two hidden layers, draw a mask `D1` or `D2`, switch units off and
# divide, as in the four steps above. `np.random.rand(rows, columns)` draws uniform numbers. The
# output layer is not touched: there is nothing to be had from an answer that is switched off.
#
# Mind that `A1`, and with it everything that follows, is from then on the one *after* dropout. And
# draw for every unit and every example: a mask of one column would switch off the same units for
# everybody.
#
# **Why it matters.** These masks are all there is to dropout.
#
# **How to tell that it worked.** The self-check looks at the masks that you put into the cache, at
# how many ones there are, and at what you made of `A1` and `A2`.


# %% solution="forward_propagation_with_dropout"
def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    """Compute the outputs of the network with some of its hidden units switched off.

    Arguments:
    X -- inputs, of shape (n0, m)
    parameters -- dictionary with W1, b1, W2, b2, W3, b3
    keep_prob -- probability to keep a unit, for each example

    Returns:
    A3 -- outputs, of shape (1, m)
    cache -- the tuple (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    """
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]

    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    ### BEGIN SOLUTION
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    A1 = A1 * D1 / keep_prob
    ### END SOLUTION
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    ### BEGIN SOLUTION
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    A2 = A2 * D2 / keep_prob
    ### END SOLUTION
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)

    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


# %% test="forward_propagation_with_dropout" points=30
selfcheck.forward_propagation_with_dropout(forward_propagation_with_dropout)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import regularization as hidden_tests

hidden_tests.forward_propagation_with_dropout(forward_propagation_with_dropout)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: backward propagation with dropout
#
# The backward pass belongs to the forward pass that was run: the units that were switched off then
# have had no influence on the cost, so they get no gradient, and what was divided by `keep_prob` on
# the way forward is divided by it on the way back.
#
# **What to do.** `dA2` as it stands is the slope of the cost with respect to `A2` after dropout.
# Take it back to before: mask it with the `D2` of the cache and divide it by `keep_prob`. Do the
# same with `dA1`. Draw no new masks.
#
# **Why it matters.** With another mask, or without the division, the gradient belongs to another
# network than the one whose cost was computed.
#
# **How to tell that it worked.** With the masks frozen the cost has slopes that can be measured,
# and the self-check compares yours with them.


# %% solution="backward_propagation_with_dropout"
def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    """Return the gradients of the cost for the masks in the cache.

    Arguments:
    X -- inputs, of shape (n0, m)
    Y -- labels, of shape (1, m)
    cache -- what forward_propagation_with_dropout returned
    keep_prob -- probability to keep a unit, as in the forward pass

    Returns:
    gradients -- dictionary with dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    dW3 = 1 / m * dZ3 @ A2.T
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = W3.T @ dZ3
    ### BEGIN SOLUTION
    dA2 = dA2 * D2 / keep_prob
    ### END SOLUTION
    dZ2 = dA2 * (A2 > 0)
    dW2 = 1 / m * dZ2 @ A1.T
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = W2.T @ dZ2
    ### BEGIN SOLUTION
    dA1 = dA1 * D1 / keep_prob
    ### END SOLUTION
    dZ1 = dA1 * (A1 > 0)
    dW1 = 1 / m * dZ1 @ X.T
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3}
    gradients |= {"dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients |= {"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients


# %% test="backward_propagation_with_dropout" points=25
selfcheck.backward_propagation_with_dropout(
    backward_propagation_with_dropout, lambda *args: forward_propagation_with_dropout(*args)
)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import regularization as hidden_tests

hidden_tests.backward_propagation_with_dropout(backward_propagation_with_dropout)
### END HIDDEN TESTS

# %% [markdown]
# ### With dropout
#
# Now train with `keep_prob = 0.86`: at each step, 14 % of the hidden units are switched off.

# %% given="train_dropout" tags=["demonstration"]
with_dropout = model(train_X, train_Y, keep_prob=0.86)
print("training set: ", end="")
on_train = predict(train_X, train_Y, with_dropout)
print("test set:     ", end="")
on_test = predict(test_X, test_Y, with_dropout)

# %% [markdown]
# The cost does not fall smoothly any more. That is how it must be: each recorded cost belongs to
# another random network.
#
# **Only in training.** `predict` uses the plain forward pass, with all units on. If you left
# dropout switched on, the answers would be a lottery:

# %% given="only_in_training" tags=["demonstration"]
accuracies = []
for _ in range(200):
    A3, _cache = forward_propagation_with_dropout(test_X, with_dropout, keep_prob=0.86)
    accuracies.append(np.mean((A3 > 0.5) == test_Y))
switched_off = np.mean(predict_dec(with_dropout, test_X) == test_Y)

fig, ax = plt.subplots(figsize=(6, 3))
ax.hist(accuracies, 20, color="0.7", label="dropout left on, 200 times")
ax.axvline(switched_off, color="tab:blue", lw=2, label="dropout off")
ax.set(xlabel="accuracy on the test set", yticks=[])
ax.margins(y=0.4)
ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## 4. The three side by side

# %% given="side_by_side" tags=["demonstration"]
trained = {
    "plain": plain,
    "L2, $\\lambda = 0.7$": with_L2,
    "dropout, keep_prob = 0.86": with_dropout,
}
fig, axes = plt.subplots(1, 3, figsize=(13, 4), sharey=True)
for ax, (name, parameters) in zip(axes, trained.items()):
    share_train = np.mean(predict_dec(parameters, train_X) == train_Y)
    share_test = np.mean(predict_dec(parameters, test_X) == test_Y)
    plot_decision_boundary(
        lambda x, parameters=parameters: predict_dec(parameters, x.T),
        train_X,
        train_Y,
        ax,
        f"{name}\ntraining {share_train:.1%}, test {share_test:.1%}",
    )
    ax.set_aspect("equal")
fig.tight_layout()
plt.show()

# %% [markdown]
# Both regularized networks stop running after single points, and keep the curve between the two
# areas. What they give up is the hunt for a lucky header here and there; what they gain, you see
# on the kicks that they were not trained on.
#
# **What to take with you**
#
# * Overfitting shows as a gap between training and test. Measure both, always.
# * L2 adds $\frac{\lambda}{2m} \sum W^2$ to the cost and $\frac{\lambda}{m} W$ to the gradients.
#   The weights shrink, the boundary gets smoother. Biases are left alone.
# * Dropout switches units off at random, anew for each example and each step, in the forward *and*
#   the backward pass, with the same mask, and divides by `keep_prob` to keep the expectation.
# * Dropout belongs to training. When you use the network, all units are on.
# * $\lambda$ and `keep_prob` are yours to choose. Too little regularization does nothing; too much,
#   and the network cannot even learn the pattern. Choose them on data of their own, neither on the
#   training set nor on the test set that you report.
# * Test your gradients with the masks frozen (see the gradient-checking notebook).
