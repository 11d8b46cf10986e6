// Made by hubseal from demo.yaml. Change the intent, not this file.

metadata description = 'Waits.'
