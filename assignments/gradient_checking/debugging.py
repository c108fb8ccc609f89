# %% [markdown]
# # Debugging a gradient
#
# You inherit a classifier. Its author has moved on, the code runs, the shapes fit, and it does not
# learn. In the drawer you find a gradient checker as well, so the author must have had doubts. It
# disagrees with the backward pass, but nobody ever found out why, for the checker has bugs of its
# own.
#
# This is how such code is broken in the wild: one character here, one number there. In this
# notebook you find the bugs by reading the measurement beside the claim, and then make the
# backward pass fast.
#
# **What you will do**
#
# | exercise | you write | points |
# |---|---|---|
# | 1 | the repair of `sigmoid` | 15 |
# | 2 | the repair of `numerical_gradient` | 20 |
# | 3 | the repair of `relative_difference` | 20 |
# | 4 | `cost_and_gradient`, without a loop over the examples | 45 |
#
# For exercises 1 to 3 the code is there, with **one bug in each function**, and you edit it in
# place. Exercise 4 says `YOUR CODE HERE`. The cell after each exercise is a self-check. It tells
# you how it is going; it is not the marking, which looks at more cases.
#
# > **Mind the convention: examples are ROWS here.** `X` has the shape $(m, 3)$, one example per
# > row. In the other notebooks of this course examples are columns. And there is no `b` here: the
# > bias is the **first column** of each weight matrix. Inherited code is like that.
#
# Start by running the next cell.

# %% given="imports"
# %matplotlib inline
import time

import matplotlib.pyplot as plt
import numpy as np
import selfcheck_debugging as selfcheck
from debugging_lab import (
    debug_case,
    lines_of_python,
    plot_before_and_after,
    plot_columns,
    plot_regions,
    print_columns,
    three_spirals,
    to_matrices,
    to_vector,
    train,
)
from replacing import replaced

# %% [markdown]
# ## 1. The code you inherit
#
# ![3 inputs, 5 hidden units, 3 outputs, and two constants 1](images/bias_columns.svg)
#
# One example $x$ has three features and goes through the network like this:
#
# $$ a_1 = \begin{pmatrix} 1 \\ x \end{pmatrix}, \qquad
#    z_2 = \Theta_1 a_1, \qquad
#    a_2 = \begin{pmatrix} 1 \\ \sigma(z_2) \end{pmatrix}, \qquad
#    z_3 = \Theta_2 a_2, \qquad
#    a_3 = \sigma(z_3). $$
#
# `theta1` has the shape $(5, 4)$ and `theta2` the shape $(3, 6)$: 38 numbers. An optimizer wants
# them in one vector, so `theta` is that vector of 38; `to_matrices(theta)` gives the two matrices,
# and `to_vector(theta1, theta2)` goes back.
#
# The three outputs are *one against all the others*: output $k$ answers the question "is this
# class $k$?" for itself. So the label $2$ stands for the targets $y = (0, 0, 1)$, and the cost is
# the cross-entropy, **summed over the outputs and averaged over the examples**. A penalty on the
# weights comes on top, which **spares the bias columns**:
#
# $$ J = -\frac{1}{m} \sum_{i=1}^{m} \sum_{k=0}^{2} \left( y^{(i)}_k \log a^{(i)}_{3,k}
#    + \left(1 - y^{(i)}_k\right) \log\left(1 - a^{(i)}_{3,k}\right) \right)
#    + \frac{\lambda}{2m} \left( \sum_{r=0}^{4} \sum_{c=1}^{3} \Theta_{1,rc}^2
#    + \sum_{r=0}^{2} \sum_{c=1}^{5} \Theta_{2,rc}^2 \right). $$
#
# (The column index $c$ starts at $1$: column $0$ is the bias.)
#
# Now the code. Run these cells and read them at the speed of someone who has three hundred more
# lines to read. The bugs will show themselves later.


# %% solution="sigmoid"
def sigmoid(z):
    """Squash every number to between 0 and 1: to 0 far below zero, to 1 far above.

    Arguments:
    z -- a number, or an array of any shape

    Returns:
    a -- of the same shape
    """
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-z))
    ### STUB
    # return 1 / (1 + np.exp(z))
    ### END SOLUTION


# %% [markdown]
# The cost and its gradient, one example after the other. These two functions are **right**, as
# long as `sigmoid` is. They are slow, but that is for exercise 4.


# %% given="cost_and_gradient_loop"
def forward_one(theta1, theta2, x):
    """Send one example, of shape (3,), through the network; return a1 (4,), a2 (6,) and a3 (3,)."""
    a1 = np.concatenate([[1], x])
    a2 = np.concatenate([[1], sigmoid(theta1 @ a1)])
    a3 = sigmoid(theta2 @ a2)
    return a1, a2, a3


def cost_and_gradient_loop(theta, X, labels, lambd):
    """Return the cost and its gradient, by a loop over the examples.

    Arguments:
    theta -- all parameters, of shape (38,)
    X -- examples, of shape (m, 3): one example per ROW
    labels -- the class of each example, 0, 1 or 2, of shape (m,)
    lambd -- the strength of the penalty

    Returns:
    cost -- a number
    gradient -- its slopes, of shape (38,)
    """
    theta1, theta2 = to_matrices(theta)
    m = X.shape[0]
    cost, gradient1, gradient2 = 0, np.zeros((5, 4)), np.zeros((3, 6))

    for x, label in zip(X, labels):
        a1, a2, a3 = forward_one(theta1, theta2, x)
        y = (np.arange(3) == label).astype(float)  # label 2 becomes (0, 0, 1)
        cost -= np.sum(y * np.log(a3) + (1 - y) * np.log(1 - a3))

        delta3 = a3 - y
        delta2 = (theta2[:, 1:].T @ delta3) * a2[1:] * (1 - a2[1:])
        gradient2 += np.outer(delta3, a2)
        gradient1 += np.outer(delta2, a1)

    weights1, weights2 = theta1.copy(), theta2.copy()
    weights1[:, 0], weights2[:, 0] = 0, 0  # the bias columns are spared
    cost = cost / m + lambd / (2 * m) * (np.sum(weights1**2) + np.sum(weights2**2))
    gradient = to_vector(gradient1 + lambd * weights1, gradient2 + lambd * weights2) / m
    return cost, gradient


# %% [markdown]
# And the two instruments: one measures the gradient, the other says how far apart two gradients
# are.


# %% solution="numerical_gradient"
def numerical_gradient(cost, theta, epsilon=1e-4):
    """Measure the slopes of a cost by stepping to both sides of each parameter.

    Arguments:
    cost -- function of a vector like theta, returns a number
    theta -- the parameters, of shape (n,)
    epsilon -- how far to step to each side

    Returns:
    slopes -- the measured gradient, of shape (n,)
    """
    slopes = np.zeros(theta.size)
    nudge = np.zeros(theta.size)

    ### BEGIN SOLUTION
    for i in range(theta.size):
        nudge[i] = epsilon
        slopes[i] = (cost(theta + nudge) - cost(theta - nudge)) / (2 * epsilon)
        nudge[i] = 0
    ### STUB
    # for i in range(1, theta.size):
    #     nudge[i] = epsilon
    #     slopes[i] = (cost(theta + nudge) - cost(theta - nudge)) / (2 * epsilon)
    #     nudge[i] = 0
    ### END SOLUTION
    return slopes


# %% solution="relative_difference"
def relative_difference(a, b):
    """Return the distance of two vectors relative to their lengths: |a - b| / (|a| + |b|).

    Arguments:
    a, b -- vectors of the same shape, not both zero

    Returns:
    ratio -- a number between 0 and 1
    """
    ### BEGIN SOLUTION
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    ### STUB
    # return np.linalg.norm(a - b) / np.linalg.norm(a + b)
    ### END SOLUTION


# %% [markdown]
# ## 2. The complaint
#
# The network is trained by **conjugate gradients**, an optimizer from `scipy`: it follows the
# gradient downhill, chooses the length of each step itself, and stops when the gradient is zero.
# Here it gets 150 points on three arms of a spiral. (Come back and run the cell again after
# exercise 1.)

# %% given="the_complaint" tags=["demonstration"]
X, labels = three_spirals(150, seed=0)
print(train(cost_and_gradient_loop, X, labels, lambd=0.1))

# %% [markdown]
# With the code as it was handed out the optimizer asks for some sixty costs, takes **no step at
# all**, and gives up: *"Desired error not necessarily achieved due to precision loss."*
#
# That sounds like rounding, and people have spent days on rounding because of this sentence. Read
# it like this instead: the gradient promised that the cost goes down in some direction. The
# optimizer went there, and the cost went up. So it tried a tenth of the step, and a hundredth, and
# it still went up, until the steps were so short that the costs differed in the last digit only. It
# blames the last digit. In truth **cost and gradient contradict each other**.
#
# ## 3. Two columns
#
# So measure. Five examples will do: what is wrong for five is wrong for five thousand. And
# $\lambda = 0$ to begin with, so that there is less to think about. The left column is what the
# backward pass claims, the right one what `numerical_gradient` measures.

# %%
theta, X_debug, labels_debug = debug_case()


def debug_cost(theta):
    return cost_and_gradient_loop(theta, X_debug, labels_debug, lambd=0)[0]


_, claimed = cost_and_gradient_loop(theta, X_debug, labels_debug, lambd=0)
measured = numerical_gradient(debug_cost, theta)

print_columns(claimed, measured)
print(f"\nrelative difference: {relative_difference(claimed, measured):.3g}")
plot_columns(claimed, measured)

# %% [markdown]
# In the figure the bars are the claim and the dots the measurement: a dot at the end of its bar
# agrees with it.
#
# **Look for a minute before you read on.** Three things are odd, and each leads to one bug. This
# is what to look at: which *blocks* disagree, and how; single *rows*; and the *ratio* itself.
#
# ### Exercise 1: half of the gradient
#
# **What to do.** Compare the blocks. In `theta1` the dots sit where the bars end (but for one row,
# which is for exercise 2). In `theta2` they do not. How are the two columns related there, row by
# row? What kind of mistake does that, and in which function can it be? Mend `sigmoid` in its cell
# in section 1, run that cell, and then the cell with the columns once more.
#
# **Why it matters.** The gradient is 38 numbers, but the pattern is simple, and the pattern is
# what leads you. Here it says that the bug cannot be in the loop over examples, or in an index: a
# wrong index scatters numbers about.
#
# **How to tell that it worked.** Both blocks agree but for one row, and the relative difference
# falls from $1.94$ to $1.08 \cdot 10^{-2}$. In section 2 the optimizer takes more
# than a hundred steps and says *"Optimization terminated successfully."*

# %% test="sigmoid" points=15
selfcheck.sigmoid(sigmoid)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import debugging as hidden_tests

hidden_tests.sigmoid(sigmoid)
### END HIDDEN TESTS

# %% [markdown]
# ### Why only the second matrix?
#
# The sigmoid occurs twice, once in each layer. So why was the gradient of `theta1` right all along?
#
# The backward pass never differentiates your `sigmoid`. It has the slope built in as a formula,
# $\sigma' = \sigma (1 - \sigma)$. It does so openly in `delta2`, and in secret in `delta3`, where
# the same factor has cancelled against the logarithm and left $a_3 - y$. That formula holds for a
# sigmoid that rises. The one that was handed out falls, and its slope is $-a\,(1 - a)$. So the
# backward pass is short of a minus sign every time it comes through a sigmoid. Count them:
#
# ![One sign is missing on the way to theta2, two on the way to theta1](images/two_signs.svg)
#
# On the way to `theta2` one sign is missing, and the claim is exactly the opposite of the truth.
# On the way to `theta1` two are missing, and **two wrong signs make a right one**. The next cell
# measures it, half-way: how the cost of one example changes with $z_3$ and with $z_2$, beside what
# `delta3` and `delta2` claim.


# %% given="two_signs"
def as_handed_out(z):
    """The sigmoid that you inherited, kept for comparison."""
    return 1 / (1 + np.exp(z))


def print_deltas(squash, x, label):
    """Print claim and measurement of both deltas, for one example and some sigmoid."""
    theta1, theta2 = to_matrices(theta)
    y = (np.arange(3) == label).astype(float)
    z2 = theta1 @ np.append(1, x)
    z3 = theta2 @ np.append(1, squash(z2))

    def cost_of_z3(z3):
        return -np.sum(y * np.log(squash(z3)) + (1 - y) * np.log(1 - squash(z3)))

    def cost_of_z2(z2):
        return cost_of_z3(theta2 @ np.append(1, squash(z2)))

    def measured(cost, z, step=1e-4):
        return [(cost(z + e) - cost(z - e)) / (2 * step) for e in step * np.eye(z.size)]

    delta3 = squash(z3) - y
    delta2 = (theta2[:, 1:].T @ delta3) * squash(z2) * (1 - squash(z2))
    for name, delta, slopes in [
        ("delta3", delta3, measured(cost_of_z3, z3)),
        ("delta2", delta2, measured(cost_of_z2, z2)),
    ]:
        print(f"  {name}  claimed ", " ".join(f"{number:8.4f}" for number in delta))
        print("          measured", " ".join(f"{number:8.4f}" for number in slopes))


for title, squash in [("the sigmoid that was handed out", as_handed_out), ("yours", sigmoid)]:
    print(f"{title}:")
    print_deltas(squash, X_debug[0], labels_debug[0])

# %% [markdown]
# Had there been a third weight matrix, its gradient would have been wrong again: right and wrong
# alternate from layer to layer. A block that is right is no proof that everything behind it is.
#
# With $\lambda > 0$ the pattern would have been harder to see. The penalty does not pass through a
# sigmoid, its part of the gradient was right, and the sum of a right and a turned part is neither
# one nor the other. When you look for a bug, switch off what can be switched off.
#
# ### Exercise 2: a row that reads zero
#
# **What to do.** With exercise 1 done, look at the table again, row by row. In the row that is
# left, which of the two is odd, the claim or the measurement? Mend `numerical_gradient` in its
# cell, and run the cell with the columns once more.
#
# **Why it matters.** The ratio stuck near $10^{-2}$, and the backward pass was right. That is the
# worst thing a measuring instrument can do: it sends you to search, for hours, in code that has
# no bug. So **check the checker**. Feed it a cost whose slopes you know, such as
# $J(\theta) = \theta_0 + 2\,\theta_1 + 3\,\theta_2$.
#
# **How to tell that it worked.** All 38 rows agree, and the relative difference falls to
# $1.2 \cdot 10^{-9}$. This is as good as it gets: with $\varepsilon = 10^{-4}$ a two-sided
# difference is off by something like $\varepsilon^2$. (The network of the other notebook had
# kinks, and wanted a shorter step. This one is smooth.)

# %% test="numerical_gradient" points=20
selfcheck.numerical_gradient(numerical_gradient)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import debugging as hidden_tests

hidden_tests.numerical_gradient(numerical_gradient)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: a ratio above one
#
# The columns agree, the ratio is tiny, and most people would stop here. One thing was odd in the
# beginning, though. The relative difference was $1.94$.
#
# **What to do.** No two sides of a triangle are shorter together than the third:
# $\lVert a - b \rVert \le \lVert a \rVert + \lVert b \rVert$. So a ratio of these two cannot be
# larger than $1$, and this one was. Read `relative_difference` against its own docstring, and mend
# it.
#
# **Why it matters.** See the figure below, once you have mended it.
#
# **How to tell that it worked.** The ratio of the two columns stays what it was,
# $1.2 \cdot 10^{-9}$. Two opposite vectors have the ratio $1$, and so have any vector and zero.
# With the sigmoid as it was handed out (try it!) the check now says $0.883$ and no longer $1.88$.

# %% test="relative_difference" points=20
selfcheck.relative_difference(relative_difference)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import debugging as hidden_tests

hidden_tests.relative_difference(relative_difference)
### END HIDDEN TESTS

# %% [markdown]
# Why did nobody notice? Take two vectors of the same length, and turn one of them away from the
# other.

# %% given="turned_away"
angles = np.linspace(0.01, np.pi, 300)
fixed = np.array([1.0, 0.0])
turned = np.column_stack([np.cos(angles), np.sin(angles)])
by_sum = np.linalg.norm(fixed - turned, axis=1) / np.linalg.norm(fixed + turned, axis=1)
by_yours = [relative_difference(fixed, each) for each in turned]

fig, ax = plt.subplots(figsize=(7, 3.8))
ax.plot(np.degrees(angles), by_sum, "--", color="tab:red", lw=2, label="as handed out")
ax.plot(np.degrees(angles), by_yours, color="tab:blue", lw=2, label="yours")
ax.axhline(1, color="0.7", lw=0.8, zorder=0)
ax.set(xlabel="angle between claim and measurement, in degrees", ylabel="ratio", ylim=(0, 6))
ax.set_xticks(range(0, 181, 30))
ax.legend()
plt.show()

# %% [markdown]
# The two start out together. Where claim and measurement are nearly the same vector,
# $\lVert a + b \rVert$ is nearly $\lVert a \rVert + \lVert b \rVert$, and the two ratios agree to
# first order: a right gradient scores the same in both, so the mistake never shows on a good day.
# (With lengths equal and an angle $\varphi$ between, one is $\tan(\varphi / 2)$ and the other
# $\sin(\varphi / 2)$.) It shows when the gradient is wrong, and worst of all when $a \approx -b$:
# there $a + b$ is next to nothing and the ratio goes through the roof. A turned sign is the most
# common bug of all.
#
# ## 4. Without the loop
#
# Now that the instruments can be trusted, they can watch over a change. The loop over the examples
# is right, and slow: Python spends most of its time between the multiplications. All the examples
# can go through the network together, since `X` already holds them as rows:
#
# | for one example | shape | for all of them | shape |
# |---|---|---|---|
# | `a1` | $(4,)$ | `A1`, one row per example | $(m, 4)$ |
# | `a2` | $(6,)$ | `A2` | $(m, 6)$ |
# | `a3`, `y`, `delta3` | $(3,)$ | `A3`, `Y`, `Delta3` | $(m, 3)$ |
# | `delta2` | $(5,)$ | `Delta2` | $(m, 5)$ |
#
# ### Exercise 4: all examples at once
#
# **What to do.** Write `cost_and_gradient`, which returns what `cost_and_gradient_loop` returns,
# without going through the examples one by one: no `for` over the rows, no comprehension, no
# `np.vectorize`, and no call of the loop version. (A loop over the three classes or the two layers
# is fine.) Three hints:
#
# * With examples as rows, the product with $\Theta$ stands on the other side:
#   $z = \Theta a$ for each row is $Z = A\,\Theta^{\mathsf T}$ for all of them.
# * The loop adds up outer products. A sum of outer products *is* a matrix product: with rows $u_i$
#   of $U$ and $v_i$ of $V$ it is $\sum_i u_i v_i^{\mathsf T} = U^{\mathsf T} V$.
# * Targets for all labels at once: `labels[:, None] == np.arange(3)`. Think of a batch in which a
#   class does not occur.
#
# Write the gradient by the chain rule: measured slopes do not count as a backward pass.
#
# **Why it matters.** A gradient check is the safety net under every rewrite for speed. You have
# something slow that is right. The check tells you within a second whether the fast version still
# is.
#
# **How to tell that it worked.** It agrees with the loop to rounding, the relative difference to
# the measurement is below $10^{-8}$ with and without penalty, and the number of lines of Python
# that it runs does not depend on $m$.


# %% solution="cost_and_gradient"
def cost_and_gradient(theta, X, labels, lambd):
    """Return the cost and its gradient, all examples at once.

    Arguments:
    theta -- all parameters, of shape (38,)
    X -- examples, of shape (m, 3): one example per ROW
    labels -- the class of each example, 0, 1 or 2, of shape (m,)
    lambd -- the strength of the penalty

    Returns:
    cost -- a number
    gradient -- its slopes, of shape (38,)
    """
    theta1, theta2 = to_matrices(theta)
    m = X.shape[0]

    ### BEGIN SOLUTION
    ones = np.ones((m, 1))
    A1 = np.hstack([ones, X])
    A2 = np.hstack([ones, sigmoid(A1 @ theta1.T)])
    A3 = sigmoid(A2 @ theta2.T)
    Y = (labels[:, None] == np.arange(3)).astype(float)

    weights1, weights2 = theta1.copy(), theta2.copy()
    weights1[:, 0], weights2[:, 0] = 0, 0
    entropy = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))
    penalty = lambd / 2 * (np.sum(weights1**2) + np.sum(weights2**2))
    cost = (entropy + penalty) / m

    Delta3 = A3 - Y
    Delta2 = (Delta3 @ theta2[:, 1:]) * A2[:, 1:] * (1 - A2[:, 1:])
    gradient1 = (Delta2.T @ A1 + lambd * weights1) / m
    gradient2 = (Delta3.T @ A2 + lambd * weights2) / m
    ### END SOLUTION

    return cost, to_vector(gradient1, gradient2)


# %%
def compare(lambd):
    """Hold cost_and_gradient against the loop and against the measurement."""
    _, gradient = cost_and_gradient(theta, X_debug, labels_debug, lambd)
    _, by_loop = cost_and_gradient_loop(theta, X_debug, labels_debug, lambd)
    slopes = numerical_gradient(
        lambda theta: cost_and_gradient(theta, X_debug, labels_debug, lambd)[0], theta
    )
    print(f"lambda = {lambd}")
    print(f"  relative difference to the loop:        {relative_difference(gradient, by_loop):.1e}")
    print(f"  relative difference to the measurement: {relative_difference(gradient, slopes):.2e}")


compare(lambd=0)
compare(lambd=1)

# %% test="cost_and_gradient" points=45
selfcheck.cost_and_gradient(cost_and_gradient, cost_and_gradient_loop)
### BEGIN HIDDEN TESTS
from autograder.hidden_tests import debugging as hidden_tests

hidden_tests.cost_and_gradient(cost_and_gradient)
### END HIDDEN TESTS

# %% [markdown]
# The reference scores $1.2 \cdot 10^{-9}$ without penalty and $9.3 \cdot 10^{-10}$ with it. Check
# with $\lambda > 0$ as well before you trust a gradient, or the part that belongs to $\lambda$
# remains unchecked.
#
# What has it brought?

# %% given="how_fast" tags=["demonstration"]
versions = [("loop over the examples", cost_and_gradient_loop), ("yours", cost_and_gradient)]
for m in (15, 150, 1500):
    many, their_labels = three_spirals(m, seed=2)
    for name, function in versions:
        arguments = theta, many, their_labels, 1.0
        lines = lines_of_python(function, *arguments)
        times = []
        for _ in range(5):
            start = time.perf_counter()
            function(*arguments)
            times.append(time.perf_counter() - start)
        print(f"m = {m:4}, {name:22}: {lines:6} lines of Python, {1e3 * min(times):8.3f} ms")

# %% [markdown]
# ## 5. Before and after
#
# Now train twice from the same weights: once with the sigmoid as it was handed out, and once with
# everything mended.

# %% given="before_and_after" tags=["demonstration"]
with replaced(cost_and_gradient_loop, sigmoid=as_handed_out):
    before = train(cost_and_gradient_loop, X, labels, lambd=0.1)
after = train(cost_and_gradient, X, labels, lambd=0.1)

print(f"as handed out: {before}\n")
print(f"mended:        {after}")
plot_before_and_after(before, after)

# %% [markdown]
# On the right you see how the run of the code as it was handed out ends. Every cost that it gets is
# above the one it started from. It shortens the step, ten times and ten times again, and the excess
# shrinks in proportion, down to $10^{-16}$, where there are no digits left: the *precision loss*.
# Then it tries another direction, which is no better.
#
# And on 300 points that neither run has seen? The regions show which class each network sees
# where; a cross marks a point that it gets wrong.


# %% given="regions" tags=["demonstration"]
def predict(theta, X):
    """Return the class whose output is the highest, for each row of X."""
    theta1, theta2 = to_matrices(theta)
    return np.array([np.argmax(forward_one(theta1, theta2, x)[-1]) for x in X])


def predict_before(X):
    with replaced(forward_one, sigmoid=as_handed_out):
        return predict(before.theta, X)


X_test, labels_test = three_spirals(300, seed=1)
plot_regions(
    {"as handed out": predict_before, "mended": lambda X: predict(after.theta, X)},
    X_test,
    labels_test,
)

# %% [markdown]
# ## 6. What a gradient check cannot see
#
# A gradient check compares the gradient with the cost. It knows nothing of what you *wanted* to
# compute. If the cost belongs to the wrong model and the gradient belongs to the same wrong model,
# they agree.
#
# Here is a mistake from the wild: one part of a program counts classes from 0, another from 1. Add
# one to every label on the way in, and check, train and test.


# %% given="blind_spot" tags=["demonstration"]
def off_by_one(theta, X, labels, lambd):
    """The same, but somebody has counted the classes differently."""
    return cost_and_gradient(theta, X, (labels + 1) % 3, lambd)


_, claimed = off_by_one(theta, X_debug, labels_debug, 1.0)
measured = numerical_gradient(lambda t: off_by_one(t, X_debug, labels_debug, 1.0)[0], theta)
wrong_model = train(off_by_one, X, labels, lambd=0.1)
accuracy = np.mean(predict(wrong_model.theta, X_test) == labels_test)

print(f"relative difference: {relative_difference(claimed, measured):.2e}")
print(wrong_model)
print(f"accuracy on the test points: {accuracy:.1%}")

# %% [markdown]
# The check is happy, the optimizer is happy, the cost is as low as before, and next to no answer is
# right. (Guessing would get a third.) The same holds for a bias that is never added, a feature
# that is read twice, or a penalty with the wrong $\lambda$: whatever is wrong in the forward pass
# and rightly differentiated.
#
# It also means that a small ratio does not say that you mended the right thing. In exercise 1 you
# could have left `sigmoid` as it was and put the two missing signs into the backward pass. The
# ratio would have been just as small, and it would even have trained, with every weight turned
# round. The next person to use the `sigmoid` would have inherited the bug.
#
# **What to take with you**
#
# * "Precision loss" from an optimizer usually means that cost and gradient contradict each other.
# * Put claim and measurement side by side, with names. Look at blocks first, then at rows. A whole
#   block turned round, one row at zero, a constant factor: patterns lead to bugs, single ratios do
#   not.
# * Signs can cancel on the way down. A block that is right does not clear what lies above it.
# * A numerical gradient that is itself wrong is worse than none. Check the checker, on a cost whose
#   slopes you know, and the ratio on vectors whose ratio you know. Wrong gradients have to be among
#   them: on right ones a broken ratio looks fine.
# * Keep the slow version that is right, and let it watch over the fast one.
# * The check compares the gradient with the cost, not with what you had in mind. The forward pass
#   needs tests of its own.
