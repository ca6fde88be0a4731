#!/usr/bin/env python3
"""Prints the flower keys that each driver of the catalogue admits, as the kernel's source has them, for FlowerKeyTests.swift.

    flower-keys.py CATALOGUE-FOLDER VERSION=SOURCE-TREE...
"""
import glob, os, re, sys

paths = {place.split(":")[0] for file in glob.glob(sys.argv[1] + "/*.swift")
         for text in re.findall(r'sources:\s*"([^"]*)"', open(file).read()) for place in text.split()}
for argument in sys.argv[2:]:
    version, tree = argument.split("=")
    for path in sorted(path for path in paths if os.path.exists(os.path.join(tree, path))):
        text = open(os.path.join(tree, path), errors="replace").read()
        found = re.search(r"used_keys\s*&\s*~\((.*?)\)\s*\)\s*\{", text, re.S)
        if found:
            line = text[:found.start()].count("\n") + 1
            print(version, "%s:%d" % (path, line), " ".join(re.findall(r"FLOW_DISSECTOR_KEY_(\w+)", found.group(1))))
