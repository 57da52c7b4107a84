"""German texts of the API's prose, by the English ones."""

GERMAN = {
    "This field is required.": "Dieses Feld wird benötigt.",
    "This value is not among those to choose from.": "Dieser Wert steht nicht zur Auswahl.",
    "At most %s characters are allowed.": "Höchstens %s Zeichen sind erlaubt.",
    "This value does not have the expected form.": "Dieser Wert hat nicht die erwartete Form.",
    "This is no date (YYYY-MM-DD).": "Das ist kein Datum (JJJJ-MM-TT).",
    "This is no date with a time (YYYY-MM-DD HH:MM:SS).": "Das ist kein Zeitpunkt (JJJJ-MM-TT HH:MM:SS).",
    "This is no e-mail address.": "Das ist keine E-Mail-Adresse.",
    "This is no number.": "Das ist keine Zahl.",
    "This field is hidden and has no default, but the ticket needs it.": (
        "Dieses Feld ist verborgen und hat keinen Vorgabewert, das Ticket braucht aber einen."
    ),
}
