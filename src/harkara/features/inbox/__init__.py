"""Every conversation of every customer with every number, to look at: nobody answers by hand."""
