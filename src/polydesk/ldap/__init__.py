"""The LDAP edge: asks the directory who there is, and whether a password is right."""
