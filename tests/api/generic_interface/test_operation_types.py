from polydesk.api.generic_interface.operations.registry import GUIDE_OPERATIONS, OPERATIONS
from polydesk.desk.services.operation_types import OPERATION_TYPES


def test_who_chooses_a_type_is_offered_those_there_are() -> None:
    assert sorted(OPERATION_TYPES) == sorted([*OPERATIONS, *GUIDE_OPERATIONS])
