# %% [markdown]
# # Gradient checking
#
# You have written the backward pass of a network. The cost goes down, more or less. Is the
# gradient *correct*, or merely not wrong enough to notice?
#
# A wrong gradient is a quiet bug. Nothing crashes, training still makes some progress, and the
# result is a model that is worse than it should be for reasons nobody can see. In this notebook
# you build the tool that finds such bugs: you measure the slope of the cost by nudging each
# parameter, and compare the measurement with what backpropagation claims.
#
# **What you will do**
#
# | exercise | you write | points |
# |---|---|---|
# | 1 | `forward_propagation` of a model with one parameter | 10 |
# | 2 | `backward_propagation` of that model | 10 |
# | 3 | `gradient_check`, which compares the derivative with a measurement | 20 |
# | 4 | `gradient_check_n`, the same for a whole network | 30 |
# | 5 | the repair of a backward pass in which two mistakes are hidden | 30 |
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
import selfcheck_gradient_checking as selfcheck
from gc_utils import (
    dictionary_to_vector,
    gradients_to_vector,
    print_verdict,
    relu,
    sigmoid,
    vector_to_dictionary,
)
from test_cases import gradient_check_n_test_case

# %% [markdown]
# ## 1. Measuring a slope
#
# The derivative of $f$ at $\theta$ is a limit:
#
# $$ f'(\theta) = \lim_{\varepsilon \to 0}
#    \frac{f(\theta + \varepsilon) - f(\theta)}{\varepsilon}. $$
#
# A computer cannot take the limit, but it can take a small $\varepsilon$ and stop there. That is
# a **one-sided difference**. Stepping to both sides gives the **two-sided** (or central)
# difference:
#
# $$ f'(\theta) \approx \frac{f(\theta + \varepsilon) - f(\theta - \varepsilon)}{2\,\varepsilon}. $$
#
# It takes two evaluations of $f$, as the one-sided difference does. Is it any better? Try both on
# $f(\theta) = \theta^2$ at $\theta = 3$, where the derivative is exactly $6$.


# %% given="two_differences"
def square(theta):
    return theta**2


theta, epsilon = 3, 0.01
one_sided = (square(theta + epsilon) - square(theta)) / epsilon
two_sided = (square(theta + epsilon) - square(theta - epsilon)) / (2 * epsilon)

print(f"one-sided: {one_sided:.10f}   error {abs(one_sided - 6):.1e}")
print(f"two-sided: {two_sided:.10f}   error {abs(two_sided - 6):.1e}")

# %% [markdown]
# The one-sided error is $\varepsilon$ itself, and you can see why with a pencil:
# $\frac{(\theta + \varepsilon)^2 - \theta^2}{\varepsilon} = 2\theta + \varepsilon$. In the
# two-sided difference the $\varepsilon^2$ terms cancel and nothing is left but rounding.
#
# For a general $f$, Taylor's formula says that the one-sided error shrinks like $\varepsilon$ and
# the two-sided error like $\varepsilon^2$. So why not take $\varepsilon = 10^{-15}$ and be done?
# The next figure shows what happens on $f(\theta) = e^\theta$ at $\theta = 1$.

# %% given="error_against_epsilon"
epsilons = np.logspace(-13, 0, 200)
slope = np.exp(1.0)
one_sided = (np.exp(1 + epsilons) - np.exp(1.0)) / epsilons
two_sided = (np.exp(1 + epsilons) - np.exp(1 - epsilons)) / (2 * epsilons)

fig, ax = plt.subplots(figsize=(7.5, 4.5))
for estimate, label, color in [
    (one_sided, "one-sided", "tab:orange"),
    (two_sided, "two-sided", "tab:blue"),
]:
    ax.loglog(epsilons, abs(estimate - slope) / slope, ".", color=color, label=label, ms=4)
ax.text(2e-13, 2e-12, "step too short:\nrounding, like 1/ε", color="0.25")
ax.text(0.8, 2e-12, "step too long:\ntruncation, like ε or ε²", color="0.25", ha="right")
ax.axvline(1e-7, color="0.8", zorder=0)
ax.text(1.3e-7, 1, r"$10^{-7}$", color="0.5")
ax.set(xlabel=r"$\varepsilon$", ylabel="relative error of the slope", ylim=(1e-13, 10))
ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# Read it from right to left. While $\varepsilon$ shrinks, both errors shrink: the **truncation**
# error, $\propto \varepsilon$ for one side, $\propto \varepsilon^2$ for two. Then the points turn
# round and climb. A computer keeps about 16 digits, and when $f(\theta + \varepsilon)$ and
# $f(\theta - \varepsilon)$ agree in the first 14 of them, subtracting leaves you the last two: the
# **rounding** error, $\propto 1/\varepsilon$.
#
# On this smooth function the two-sided difference is at its best near $\varepsilon = 10^{-5}$. From
# here on you will use $10^{-7}$, as is usual for networks: it still gives some eight digits, and
# the shorter the step, the less likely it is to stumble over a kink of ReLU (more about these in
# section 4).

# %% [markdown]
# ## 2. One parameter
#
# Begin with the smallest model there is. It has one input $x$, one parameter $\theta$, and the
# cost
#
# $$ J(\theta) = \theta\, x. $$
#
# ![x and theta go into a product, which is J](images/one_dimension.svg)
#
# ### Exercise 1: forward propagation
#
# **What to do.** Return $J(\theta)$ for the given $x$ and $\theta$.
#
# **Why it matters.** The forward pass is what gradient checking trusts. It has to be right before
# anything can be checked against it.
#
# **How to tell that it worked.** The self-check below is green.


# %% solution="forward_propagation"
def forward_propagation(x, theta):
    """Return the cost J of the one-parameter model.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number

    Returns:
    J -- the cost, theta times x
    """
    ### BEGIN SOLUTION
    J = theta * x
    ### END SOLUTION

    return J


# %% test="forward_propagation" points=10
selfcheck.forward_propagation(forward_propagation)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import gradient_checking as hidden_tests

hidden_tests.forward_propagation(forward_propagation)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: backward propagation
#
# **What to do.** Return the derivative $\dfrac{\partial J}{\partial \theta}$ of the cost you have
# just written. Work it out on paper first; write it as a formula, not as a difference of costs.
#
# **Why it matters.** This is the claim that will be checked.
#
# **How to tell that it worked.** The self-check compares your formula with how much your $J$
# changes.


# %% solution="backward_propagation"
def backward_propagation(x, theta):
    """Return the derivative of J with respect to theta.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number

    Returns:
    dtheta -- the derivative of the cost with respect to theta
    """
    ### BEGIN SOLUTION
    dtheta = x
    ### END SOLUTION

    return dtheta


# %% test="backward_propagation" points=10
selfcheck.backward_propagation(backward_propagation, lambda *args: forward_propagation(*args))
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import gradient_checking as hidden_tests

hidden_tests.backward_propagation(backward_propagation)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: gradient checking
#
# Now compare the claim with a measurement.
#
# **What to do.**
#
# 1. Measure the slope of the cost with a two-sided difference:
#
#    $$ \theta^+ = \theta + \varepsilon, \qquad \theta^- = \theta - \varepsilon, \qquad
#       \text{gradapprox} = \frac{J(\theta^+) - J(\theta^-)}{2\,\varepsilon}. $$
#
#    Get $J(\theta^+)$ and $J(\theta^-)$ by calling `forward_propagation`.
# 2. Get the claim, `grad`, by calling `backward_propagation`.
# 3. Return how far apart they are, relative to how large they are:
#
#    $$ \text{difference} = \frac{\lVert \text{grad} - \text{gradapprox} \rVert_2}
#       {\lVert \text{grad} \rVert_2 + \lVert \text{gradapprox} \rVert_2}. $$
#
#    `np.linalg.norm` computes $\lVert \cdot \rVert_2$, for a number as well as for a vector.
#
# **Why it matters.** The plain distance $\lVert \text{grad} - \text{gradapprox} \rVert$ says
# little: $0.001$ is fine if the gradient is $1000$ and a disaster if it is $0.002$. The ratio does
# not depend on the scale. It lies between $0$ (they agree) and $1$ (they point in opposite
# directions, or one of them is zero).
#
# **How to tell that it worked.** For your own derivative the ratio is far below
# $2 \cdot 10^{-7}$. Put a factor of 2 into `backward_propagation`, and it jumps to $1/3$; then take
# the factor out again.


# %% solution="gradient_check"
def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    """Compare backward_propagation with a two-sided difference of forward_propagation.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number
    epsilon -- how far to step to each side
    print_msg -- whether to print the verdict

    Returns:
    difference -- the ratio defined above
    """
    ### BEGIN SOLUTION
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)

    grad = backward_propagation(x, theta)

    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    ### END SOLUTION

    if print_msg:
        print_verdict(difference)
    return difference


# %%
difference = gradient_check(x=3, theta=4, print_msg=True)

# %% test="gradient_check" points=20
selfcheck.gradient_check(gradient_check)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import gradient_checking as hidden_tests

hidden_tests.gradient_check(gradient_check)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A whole network
#
# A real network has many parameters, but nothing new happens: nudge them one at a time. The
# network here has three layers,
#
# $$ X \to \text{LINEAR} \to \text{RELU} \to \text{LINEAR} \to \text{RELU} \to
#    \text{LINEAR} \to \text{SIGMOID} \to A^{[3]}, $$
#
# with 4 inputs, hidden layers of 5 and 3 units, and one output: 47 parameters in all.
#
# ![Three layers, with the parameters of each](images/three_layers.svg)
#
# The forward pass is given, and it is correct. Its cost is the cross-entropy over the $m$ examples:
#
# $$ J = -\frac{1}{m} \sum_{i=1}^{m} \left( y^{(i)} \log a^{[3](i)}
#    + (1 - y^{(i)}) \log\left(1 - a^{[3](i)}\right) \right). $$


# %% given="forward_propagation_n"
def forward_propagation_n(X, Y, parameters):
    """Return the cost of the three-layer network, and what the backward pass needs.

    Arguments:
    X -- inputs, of shape (4, m): one example per column
    Y -- labels, 0 or 1, of shape (m,) or (1, m)
    parameters -- dictionary with W1 (5, 4), b1 (5, 1), W2 (3, 5), b2 (3, 1), W3 (1, 3), b3 (1, 1)

    Returns:
    cost -- the cross-entropy, a number
    cache -- the tuple (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    m = X.shape[1]
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]

    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)

    cost = 1 / m * np.sum(-np.log(A3) * Y - np.log(1 - A3) * (1 - Y))
    cache = (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    return cost, cache


# %% [markdown]
# The backward pass comes from a colleague. It returns eleven arrays: for each layer the gradients
# of its weights and biases, `dW` and `db`, and the steps between, `dZ` and `dA`.
#
# **It has two mistakes.** Do not hunt for them yet, and do not stare at the code until they show:
# in a real project it would be hundreds of lines. Run the cell, build the checker in exercise 4,
# and let the checker find them.


# %% solution="backward_propagation_n"
def backward_propagation_n(X, Y, cache):
    """Return the gradients of the cost with respect to every parameter, and the steps between.

    Arguments:
    X -- inputs, of shape (n0, m); n0 is 4 here, and the layers may have any sizes
    Y -- labels, of shape (m,) or (1, m)
    cache -- what forward_propagation_n returned: take the Z, A and W from it

    Returns:
    gradients -- dictionary with dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y  # the division by m is left to dW and db
    dW3 = 1 / m * dZ3 @ A2.T
    db3 = 1 / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    ### BEGIN SOLUTION
    dW2 = 1 / m * dZ2 @ A1.T
    ### STUB
    # dW2 = 1 / m * dZ2 @ A1.T * 2
    ### END SOLUTION
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0)
    dW1 = 1 / m * dZ1 @ X.T
    ### BEGIN SOLUTION
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    ### STUB
    # db1 = 4 / m * np.sum(dZ1, axis=1, keepdims=True)
    ### END SOLUTION

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3}
    gradients |= {"dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients |= {"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients


# %% [markdown]
# ### Exercise 4: gradient checking in n dimensions
#
# The parameters sit in a dictionary of matrices, and so do the gradients. Three helpers turn them
# into column vectors and back:
#
# * `theta, keys = dictionary_to_vector(parameters)` puts all parameters into one column of shape
#   $(P, 1)$, here $P = 47$; `keys[i]` tells which matrix `theta[i]` came from;
# * `grad = gradients_to_vector(gradients)` does the same with the six gradients `dW1, db1, …`, in
#   the same order;
# * `vector_to_dictionary(theta)` goes back to a dictionary that `forward_propagation_n` takes.
#
# **What to do.** For every $i$ from $0$ to $P - 1$:
#
# 1. copy `theta` and add `epsilon` to entry $i$ of the copy; likewise subtract it from entry $i$
#    of another copy. (Without `np.copy` the nudges would pile up in `theta` itself.)
# 2. turn both into dictionaries, get their costs from `forward_propagation_n`, which returns the
#    cost *and* a cache;
# 3. $\text{gradapprox}_i = \dfrac{J^+_i - J^-_i}{2\,\varepsilon}$.
#
# Then compare `gradapprox` with `grad` by the same ratio as before, now with norms of vectors.
#
# **Why it matters.** This works for any model whose cost you can compute. It knows nothing of
# layers, and so it cannot make the same mistake as your backward pass.
#
# **How to tell that it worked.** The self-check is green. In the first cell of exercise 5 your
# check calls the colleague's gradients wrong, with a difference of about $0.285$.


# %% solution="gradient_check_n"
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    """Compare gradients with two-sided differences of the cost of forward_propagation_n.

    Arguments:
    parameters -- dictionary with W1, b1, W2, b2, W3, b3
    gradients -- what backward_propagation_n returned for them
    X -- inputs, of shape (4, m)
    Y -- labels, of shape (m,) or (1, m)
    epsilon -- how far to step to each side
    print_msg -- whether to print the verdict

    Returns:
    difference -- the ratio, a number
    """
    theta, keys = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    gradapprox = np.zeros_like(grad)

    ### BEGIN SOLUTION
    for i in range(theta.shape[0]):
        theta_plus, theta_minus = np.copy(theta), np.copy(theta)
        theta_plus[i] += epsilon
        theta_minus[i] -= epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)

    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    ### END SOLUTION

    if print_msg:
        print_verdict(difference)
    return difference


# %% test="gradient_check_n" points=30
selfcheck.gradient_check_n(gradient_check_n, forward_propagation_n)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import gradient_checking as hidden_tests

hidden_tests.gradient_check_n(gradient_check_n)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5: find the two mistakes
#
# Here is your checker at work on the colleague's backward pass.

# %%
X, Y, parameters = gradient_check_n_test_case()

cost, cache = forward_propagation_n(X, Y, parameters)
gradients = backward_propagation_n(X, Y, cache)
difference = gradient_check_n(parameters, gradients, X, Y, print_msg=True)

# %% [markdown]
# **What to do.** Find the two mistakes in `backward_propagation_n` and mend them in the cell
# further up. Then run that cell, the one just above and the self-check below again. Mend the
# formulas: measuring the slopes, or running the forward pass once more, does not count as
# backpropagation.
#
# Let the measurement lead you:
#
# * One number for 47 parameters says *that* something is wrong, not *where*. Inside
#   `gradient_check_n` you have `grad` and `gradapprox` side by side, and `keys[i]` says which
#   matrix entry $i$ belongs to. Print the rows in which the two disagree, below
#   `if print_msg:` so that you only see them when you ask.
# * In which blocks do they disagree? Divide one by the other there: a constant factor is a strong
#   hint. (Where both are 0 the quotient is `nan`: such an entry belongs to a unit that is silent
#   on all three examples, and tells nothing.)
# * Backpropagation works from the output towards the input, so a mistake in `dZ2` would spoil
#   all the gradients of layers 2 and 1. Are they all wrong?
#
# **Why it matters.** This is the situation gradient checking was made for: the code runs, the
# shapes fit, and two numbers are off.
#
# **How to tell that it worked.** With one mistake left the difference is $0.17344$ or
# $0.25442$, depending on which one you found. With both mended it falls to about
# $1.19 \cdot 10^{-7}$ and the verdict turns green. That is why the threshold is
# $2 \cdot 10^{-7}$ and not $10^{-7}$: this case happens to have an output close to 1, where
# $\log(1 - a^{[3]})$ loses digits, and with so short a step the loss shows. Even the correct
# gradient scores just above $10^{-7}$.

# %% test="backward_propagation_n" points=30
selfcheck.backward_propagation_n(backward_propagation_n, forward_propagation_n)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import gradient_checking as hidden_tests

hidden_tests.backward_propagation_n(backward_propagation_n)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Using it well
#
# **It is slow.** A check takes two forward passes *per parameter*, while backpropagation gets all
# the slopes from one forward and one backward pass. Measure it:


# %% given="how_slow"
def seconds(function, repeats=20):
    """Return the shortest time of several runs."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def backpropagate():
    """Run one forward and one backward pass."""
    return backward_propagation_n(X, Y, forward_propagation_n(X, Y, parameters)[1])


backprop = seconds(backpropagate)
check = seconds(lambda: gradient_check_n(parameters, gradients, X, Y), repeats=3)
print(f"47 parameters: one check takes as long as {check / backprop:.0f} backpropagations.")
print("A network with a million parameters needs two million forward passes for one check.")

# %% [markdown]
# So check when you have written or changed a backward pass, on a small network and a few
# examples, a few times with different numbers. Then switch it off and train.
#
# **Kinks.** The slope of ReLU jumps from 0 to 1 at zero. If a unit sits exactly there, a two-sided
# difference steps over the kink and reports the average of both slopes, which is neither:

# %% given="kink"
theta = np.linspace(-1.5, 1.5, 301)
step = 0.5
measured = (relu(step) - relu(-step)) / (2 * step)

fig, ax = plt.subplots(figsize=(6, 3.2))
ax.plot(theta, relu(theta), color="tab:blue", lw=2, label="relu")
ax.plot(
    theta, measured * theta + relu(step) / 2, "--", color="tab:red", label="two-sided difference"
)
ax.plot([-step, step], relu(np.array([-step, step])), "o", color="tab:red")
ax.set(xlabel=r"$\theta$", title=f"slopes 0 and 1 meet at zero; measured: {measured:g}")
ax.legend()
plt.show()

# %% [markdown]
# A correct gradient then looks wrong. It happens more often than one would think: with biases that
# start at zero, an example on which a whole layer is silent puts the next layer exactly on its
# kinks. If a check fails, repeat it with other parameters before you start looking for a bug.
#
# **Dropout.** Dropout draws a new random mask in every forward pass. Then $J(\theta^+)$ and
# $J(\theta^-)$ belong to two different networks, and their difference is divided by a tiny number:

# %% given="dropout"
generator = np.random.default_rng(0)
theta, epsilon = np.linspace(1, 2, 10), 1e-7
nudge = epsilon * (np.arange(10) == 9)  # the last entry, which is 2


def cost_with_dropout(theta, mask):
    return np.mean(mask * theta**2)


def new_mask():
    """Keep each entry with probability 0.8, and the last one always."""
    return (generator.random(10) < 0.8) | (np.arange(10) == 9)


def slope(mask_plus, mask_minus):
    J_plus = cost_with_dropout(theta + nudge, mask_plus)
    J_minus = cost_with_dropout(theta - nudge, mask_minus)
    return (J_plus - J_minus) / (2 * epsilon)


mask = new_mask()
print(f"a new mask each time: {slope(new_mask(), new_mask()):14.4f}")
print(f"one mask, frozen:     {slope(mask, mask):14.4f}   (the derivative is 0.4)")

# %% [markdown]
# Check with dropout switched off, or draw one mask, freeze it, and use it in both passes.
#
# **What to take with you**
#
# * A gradient check compares what backpropagation claims with what the cost does. The measurement
#   needs nothing but the forward pass.
# * Two-sided, with $\varepsilon = 10^{-7}$, compared by a ratio that does not depend on the scale.
# * It is for testing your code, not for training: run it a few times and switch it off.
# * When it is red: look block by block, think of factors and kinks, and repeat it elsewhere.
