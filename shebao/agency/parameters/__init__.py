"""参数: values of the law that this agency entered or corrected itself, each approved by two people."""
