#!/usr/bin/env python3
"""Writes what a package is made of as CycloneDX 1.5 JSON: the NuGet packages in its program, the runtime, what it depends on.

    sbom.py PACKAGE_ROOT PROJECT OBJ RUNTIME >SBOM

PROJECT has the committed packages.lock.json; OBJ what was restored for the package (project.assets.json). They must agree, so that what
is listed is what was reviewed. No network: licences are read from the packages on this machine.
"""
import base64
import datetime
import hashlib
import json
import os
import pathlib
import re
import sys
import uuid
import xml.etree.ElementTree as tree


def control(root):
    """The fields of DEBIAN/control that matter here."""
    text = (root / "DEBIAN" / "control").read_text()
    return dict(re.findall(r"^(\w[\w-]*): (.*)$", text, re.MULTILINE))


def licence(folders, name, version):
    """As the package's nuspec has it: an expression, or an address."""
    for folder in folders:
        nuspec = pathlib.Path(folder, name.lower(), version, name.lower() + ".nuspec")
        if nuspec.exists():
            tags = {element.tag.rpartition("}")[2]: element for element in tree.parse(nuspec).iter()}
            if "license" in tags and tags["license"].get("type") == "expression":
                return [{"expression": tags["license"].text}]
            if "licenseUrl" in tags:
                return [{"license": {"name": "see url", "url": tags["licenseUrl"].text}}]
    return []


def nuget(folders, name, version, digest=None):
    component = {
        "type": "library", "name": name, "version": version,
        "bom-ref": f"pkg:nuget/{name}@{version}", "purl": f"pkg:nuget/{name}@{version}",
        "licenses": licence(folders, name, version),
    }
    if digest:
        component["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]
    return component


def in_program(assets):
    """(name, version) of every NuGet package that brings an assembly into the program."""
    [target] = [packages for name, packages in assets["targets"].items() if "/" in name]
    for key, package in target.items():
        if package["type"] == "package" and any(not path.endswith("_._") for path in package.get("runtime", {})):
            yield tuple(key.split("/"))


def runtimes(assets, runtime):
    """The runtime packs, whose assemblies are in the program too."""
    [framework] = assets["project"]["frameworks"].values()
    for dependency in framework.get("downloadDependencies", []):
        if dependency["name"] in (f"Microsoft.NETCore.App.Runtime.{runtime}", f"Microsoft.NETCore.App.Host.{runtime}"):
            yield dependency["name"], dependency["version"].strip("[]").split(",")[0]


def debian(depends):
    """What the package asks of the system; of alternatives the first."""
    for relation in depends.split(", "):
        first = relation.split(" | ")[0]
        name, wanted = re.fullmatch(r"([^ ]+)(?: \((.*)\))?", first).groups()
        yield {
            "type": "library", "name": name, "bom-ref": f"pkg:deb/debian/{name}", "purl": f"pkg:deb/debian/{name}", "scope": "required",
            "properties": [{"name": "ebcsuite:relation", "value": relation}] + ([{"name": "ebcsuite:version", "value": wanted}] if wanted else []),
        }


def own(root):
    """The files of EbcSuite itself that run."""
    for path in sorted([*root.glob("usr/bin/*"), *root.glob("usr/lib/ebcsuite/*")]):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {"type": "file", "name": "/" + str(path.relative_to(root)), "hashes": [{"alg": "SHA-256", "content": digest}]}


def main(root, project, obj, runtime):
    fields = control(root)
    assets = json.loads((obj / "project.assets.json").read_text())
    locked = {
        name.lower(): entry
        for name, entry in json.loads((project / "packages.lock.json").read_text())["dependencies"]["net10.0"].items()
        if entry["type"] != "Project"
    }
    components = []
    for name, version in sorted(in_program(assets)):
        entry = locked.get(name.lower())
        if entry is None or entry["resolved"] != version:
            sys.exit(f"sbom: {name} {version} is in the program, but the lock file of {project} has {entry and entry['resolved']}")
        components.append(nuget(assets["packageFolders"], name, version, entry["contentHash"]))
    components += [nuget(assets["packageFolders"], name, version) for name, version in sorted(runtimes(assets, runtime))]
    components += [*debian(fields["Depends"]), *own(root)]

    name, version = fields["Package"], fields["Version"]
    itself = f"pkg:deb/ebcsuite/{name}@{version}?arch={fields['Architecture']}"
    when = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    json.dump(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, itself + json.dumps(components))}",
            "version": 1,
            "metadata": {
                "timestamp": when.isoformat().replace("+00:00", "Z"),
                "component": {"type": "application", "name": name, "version": version, "bom-ref": itself, "purl": itself},
            },
            "components": components,
            "dependencies": [{"ref": itself, "dependsOn": [c["bom-ref"] for c in components if "bom-ref" in c]}],
        },
        sys.stdout, indent=1,
    )
    print()


main(*map(pathlib.Path, sys.argv[1:4]), sys.argv[4])
