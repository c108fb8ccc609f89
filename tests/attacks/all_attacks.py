"""All attacks, in the order in which a class of them is graded."""

import attacks_on_feedback
import attacks_on_files
import attacks_on_interpreters
import attacks_on_notebooks
import attacks_on_processes
import attacks_on_protocols
import attacks_on_values
from attack import Attack

TOPICS = {
    "notebooks": attacks_on_notebooks.ATTACKS,
    "interpreters": attacks_on_interpreters.ATTACKS,
    "values": attacks_on_values.ATTACKS,
    "protocols": attacks_on_protocols.ATTACKS,
    "processes": attacks_on_processes.ATTACKS,
    "files": attacks_on_files.ATTACKS,
    "feedback": attacks_on_feedback.ATTACKS,
}
ALL: dict[str, Attack] = {attack.name: attack for topic in TOPICS.values() for attack in topic}

_QUICK = """
    skip_tag points_raised tests_unlocked graded_by_hand tests_doubled labels_swapped
    tests_to_markdown tests_deleted saved_outputs region_marks
    input_transformer ast_transformer cell_hooks run_cell_patched display_hook
    forged_result builtins_patched builtins_shadowed numpy_patched helper_redefined history frames
    equal_to_all number_subclasses array_subclass empty_array reduce cycle
    arguments_emptied exception_object
    forged_answers child_patched forged_outputs forged_counts claimed_array text_bomb big_questions
    exit_in_a_cell exit_in_functions alarm daemon
    search_processes write_gradebook vandal leave_files network own_modules link_to_source odd_names
    html_output script_output exception_texts markdown_cells tree_bomb
"""
QUICK = tuple(_QUICK.split())
"""Those that are graded in every run of the tests; the others take minutes."""
