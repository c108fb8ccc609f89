"""Hidden tests of the regularization notebook: one function per graded item.

Each takes the student's function, judges it on fresh inputs line by line, prints the rubric in
words and returns the points earned. Dropout is judged by the student's own masks, whatever
generator drew them; backward passes by the gradient checker, with λ and frozen masks in the cost.
"""

from autograder.hidden_tests.dropout_backward import backward_propagation_with_dropout
from autograder.hidden_tests.dropout_forward import forward_propagation_with_dropout
from autograder.hidden_tests.l2_backward import backward_propagation_with_regularization
from autograder.hidden_tests.l2_cost import compute_cost_with_regularization

__all__ = [
    "backward_propagation_with_dropout",
    "backward_propagation_with_regularization",
    "compute_cost_with_regularization",
    "forward_propagation_with_dropout",
]
