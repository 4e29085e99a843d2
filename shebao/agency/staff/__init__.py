"""人员与岗位: members, roles, incompatible posts."""
