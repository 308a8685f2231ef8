"""Draws a Terraform file with planted faults among lines that only look wrong."""

import random
from typing import NamedTuple


class Slot(NamedTuple):
    """Lines of the file: as they should be, with a fault, or right but suspicious; each text with what it shows."""

    good: str
    bad: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


PROJECTS = ("answers", "triage", "clauses", "notes", "handover", "charts", "recipes", "rota")
OWNERS = ("Larkspur", "Quillmark", "Tidewater Atlas", "Hollowell", "Merlinde", "Ottery Rail", "Brackenfold")
REGIONS = ("eu-west-1", "eu-central-1", "us-east-2", "ap-southeast-2", "ca-central-1")
MORAL = "Who can reach it, who can read it, what is left after a mistake, and what a plan may destroy: read every resource for these four before its size."
SLOTS = (
    Slot(
        'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 5.<minor>"\n    }\n  }',
        (
            (
                'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n!      version = ">= 3.0"\n    }\n  }',
                "any later major version may come, with changes that break; stay within one major version (rule 1).",
            ),
        ),
        (
            (
                'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n!      version = ">= 5.<minor>, < 6.0"\n    }\n  }',
                "it says the same as ~> 5.<minor>: later ones of major version 5.",
            ),
        ),
    ),
    Slot(
        '  backend "s3" {\n    bucket         = "<name>-state"\n    key            = "prod/<name>.tfstate"\n    region         = "<region>"\n    encrypt        = true\n    dynamodb_table = "<name>-locks"\n  }\n}',
        (
            (
                '!  backend "local" {\n!    path = "<name>.tfstate"\n  }\n}',
                "the state lies on one person's disk: no lock, no second person (rule 1).",
            ),
            (
                '  backend "s3" {\n    bucket         = "<name>-state"\n    key            = "prod/<name>.tfstate"\n    region         = "<region>"\n    encrypt        = true\n!    use_lockfile   = false\n  }\n}',
                "nothing locks the state: two may apply at the same time and overwrite one another (rule 1).",
            ),
        ),
    ),
    Slot(
        '\nvariable "db_password" {\n  type      = string\n  sensitive = true\n}',
        (
            (
                '\nvariable "db_password" {\n  type      = string\n!  default   = "<secret>"\n  sensitive = true\n}',
                "the password stands in the repository; sensitive only keeps it out of the output (rule 3).",
            ),
        ),
        (
            (
                '\nvariable "db_password" {\n  type      = string\n  sensitive = true\n!  nullable  = false\n}',
                "no default and no null: whoever applies must give one.",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_db_instance" "main" {\n  identifier                = "<name>-prod"\n  engine                    = "postgres"\n  engine_version            = "16.<patch>"\n  instance_class            = "db.r6g.<size>"\n  allocated_storage         = <storage>\n  username                  = "<name>"\n  password                  = var.db_password',
        (),
        (
            (
                '\nresource "aws_db_instance" "main" {\n  identifier                = "<name>-prod"\n  engine                    = "postgres"\n  engine_version            = "16.<patch>"\n  instance_class            = "db.r6g.<size>"\n  allocated_storage         = <storage>\n!  max_allocated_storage     = <more>\n  username                  = "<name>"\n  password                  = var.db_password',
                "storage may grow up to there by itself; that is no fault.",
            ),
        ),
    ),
    Slot(
        "  storage_encrypted         = true",
        (
            (
                "!  storage_encrypted         = false",
                "data at rest is encrypted (rule 3); and it cannot be switched on later without a new instance.",
            ),
        ),
    ),
    Slot(
        "  publicly_accessible       = false\n  db_subnet_group_name      = aws_db_subnet_group.private.name\n  vpc_security_group_ids    = [aws_security_group.db.id]",
        (
            (
                "!  publicly_accessible       = true\n  db_subnet_group_name      = aws_db_subnet_group.private.name\n  vpc_security_group_ids    = [aws_security_group.db.id]",
                "the database gets a public address; only the service reaches it (rule 2).",
            ),
        ),
    ),
    Slot(
        "  multi_az                  = true",
        (
            (
                "!  multi_az                  = false",
                "it stands in one zone; the loss of a zone is to be outlived (rule 4).",
            ),
        ),
    ),
    Slot(
        "  backup_retention_period   = 14",
        (
            ("!  backup_retention_period   = 0", "0 switches backups off; seven days are asked for (rule 4)."),
            ("!  backup_retention_period   = <few>", "<few> days of backups; seven are asked for (rule 4)."),
        ),
        (("!  backup_retention_period   = 7", "seven days are what rule 4 asks for."),),
    ),
    Slot(
        '  deletion_protection       = true\n  skip_final_snapshot       = false\n  final_snapshot_identifier = "<name>-prod-final"\n}',
        (
            (
                '!  deletion_protection       = false\n  skip_final_snapshot       = false\n  final_snapshot_identifier = "<name>-prod-final"\n}',
                "one wrong plan deletes the database of production (rule 5).",
            ),
            (
                "  deletion_protection       = true\n!  skip_final_snapshot       = true\n}",
                "when it goes, nothing is left of it (rule 5).",
            ),
        ),
        (
            (
                '  deletion_protection       = true\n  skip_final_snapshot       = false\n  final_snapshot_identifier = "<name>-prod-final"\n!  apply_immediately         = false\n}',
                "changes wait for the maintenance window, which is the careful way.",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_security_group" "db" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    from_port       = 5432\n    to_port         = 5432\n    protocol        = "tcp"\n    security_groups = [aws_security_group.service.id]\n  }',
        (
            (
                '\nresource "aws_security_group" "db" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    from_port   = 5432\n    to_port     = 5432\n    protocol    = "tcp"\n!    cidr_blocks = ["0.0.0.0/0"]\n  }',
                "every address may knock at the database; only the service may (rule 2).",
            ),
            (
                '\nresource "aws_security_group" "db" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n!    from_port       = 0\n!    to_port         = 65535\n    protocol        = "tcp"\n    security_groups = [aws_security_group.service.id]\n  }',
                "all ports are open where 5432 is enough (rule 2).",
            ),
        ),
    ),
    Slot(
        "}",
        (),
        (
            (
                '  egress {\n    from_port   = 0\n    to_port     = 0\n    protocol    = "-1"\n!    cidr_blocks = ["0.0.0.0/0"]\n  }\n}',
                "this is traffic that leaves, which rule 2 lets be.",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_security_group" "balancer" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    from_port        = 443\n    to_port          = 443\n    protocol         = "tcp"\n    cidr_blocks      = ["0.0.0.0/0"]\n  }\n  egress {\n    from_port        = 0\n    to_port          = 0\n    protocol         = "-1"\n    cidr_blocks      = ["0.0.0.0/0"]\n  }\n}',
        (
            (
                '\nresource "aws_security_group" "balancer" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n!    from_port        = 22\n!    to_port          = 443\n    protocol         = "tcp"\n    cidr_blocks      = ["0.0.0.0/0"]\n  }\n  egress {\n    from_port        = 0\n    to_port          = 0\n    protocol         = "-1"\n    cidr_blocks      = ["0.0.0.0/0"]\n  }\n}',
                "that is a range, 22 to 443: remote shells and all between are open to the world (rule 2).",
            ),
        ),
        (
            (
                '\nresource "aws_security_group" "balancer" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    from_port        = 443\n    to_port          = 443\n    protocol         = "tcp"\n!    cidr_blocks      = ["0.0.0.0/0"]\n  }\n  egress {\n    from_port        = 0\n    to_port          = 0\n    protocol         = "-1"\n    cidr_blocks      = ["0.0.0.0/0"]\n  }\n}',
                "the public balancer is meant to be reached by all, on 443 alone (rule 2).",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_s3_bucket" "documents" {\n  bucket        = "<name>-documents"\n  force_destroy = false\n}',
        (
            (
                '\nresource "aws_s3_bucket" "documents" {\n  bucket        = "<name>-documents"\n!  force_destroy = true\n}',
                "the bucket may be destroyed with all documents in it (rule 5).",
            ),
        ),
        (
            (
                '\nresource "aws_s3_bucket" "documents" {\n  bucket        = "<name>-documents"\n  force_destroy = false\n  lifecycle {\n!    prevent_destroy = true\n  }\n}',
                "a plan that would destroy it fails; that is the wish.",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_s3_bucket_versioning" "documents" {\n  bucket = aws_s3_bucket.documents.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}',
        (
            (
                '\nresource "aws_s3_bucket_versioning" "documents" {\n  bucket = aws_s3_bucket.documents.id\n  versioning_configuration {\n!    status = "Suspended"\n  }\n}',
                "a document that is overwritten is gone (rule 5).",
            ),
        ),
    ),
    Slot(
        '\nresource "aws_s3_bucket_public_access_block" "documents" {\n  bucket                  = aws_s3_bucket.documents.id\n  block_public_acls       = true\n  ignore_public_acls      = true\n  block_public_policy     = true\n  restrict_public_buckets = true\n}',
        (
            (
                '\nresource "aws_s3_bucket_public_access_block" "documents" {\n  bucket                  = aws_s3_bucket.documents.id\n  block_public_acls       = true\n  ignore_public_acls      = true\n!  block_public_policy     = false\n!  restrict_public_buckets = false\n}',
                "a policy may open the documents to everybody (rule 2).",
            ),
        ),
    ),
)


def draw(seed: int) -> dict:
    """A file for one project of one company."""
    rng = random.Random(seed)
    owner, name = rng.choice(OWNERS), rng.choice(PROJECTS)
    storage = rng.choice((100, 200, 400, 500))
    names = {
        "name": name,
        "region": rng.choice(REGIONS),
        "minor": str(rng.randrange(40, 90)),
        "patch": str(rng.randrange(3, 9)),
        "size": rng.choice(("large", "xlarge", "2xlarge")),
        "storage": str(storage),
        "more": str(2 * storage),
        "few": str(rng.choice((1, 2, 3))),
        "secret": f"{name}-{rng.getrandbits(32):08x}",
    }
    prompt = (
        f"{owner} describes the production of `{name}` in Terraform: a database that holds embeddings, a bucket of documents, a public balancer. Networks and the service stand in other files. The rules of the "
        "house: (1) providers stay within one major version (a lock file is kept), and the state is shared and locked; (2) from outside only the balancer is reached, on 443, and the database only "
        "by the service on 5432; traffic that leaves is free; (3) data and state are encrypted, no secret in the repository, and only the pipeline may read the state; (4) the database "
        "outlives the loss of a zone and keeps backups for seven days or more; (5) one wrong plan cannot delete what holds data, and what is deleted or overwritten can be brought back."
    )
    return _pose(prompt, "hcl", _plant(rng, SLOTS, names), MORAL)


def _plant(
    rng: random.Random, slots: tuple[Slot, ...], names: dict[str, str]
) -> tuple[list[str], list[dict], list[dict]]:
    """The file's lines, with the places of its faults and of what only looks like one; a marked line starts with '!'."""
    faulty = rng.sample([place for place, slot in enumerate(slots) if slot.bad], rng.choice((2, 3, 3, 4)))
    calm = [place for place, slot in enumerate(slots) if slot.alike and place not in faulty]
    alike = rng.sample(calm, min(len(calm), rng.choice((1, 2, 3))))
    lines, faults, look_alikes = [], [], []
    for place, slot in enumerate(slots):
        pool = slot.bad if place in faulty else slot.alike if place in alike else ((slot.good, ""),)
        text, says = rng.choice(pool)
        for name, value in names.items():
            text, says = text.replace(f"<{name}>", value), says.replace(f"<{name}>", value)
        here = text.splitlines()
        marked = [len(lines) + at for at, line in enumerate(here, start=1) if line.startswith("!")]
        lines += [line.removeprefix("!") for line in here]
        if marked:
            (faults if place in faulty else look_alikes).append({"lines": marked, "says": says})
    return lines, faults, look_alikes


def _pose(prompt: str, fence: str, planted: tuple[list[str], list[dict], list[dict]], moral: str) -> dict:
    """The drill on a file."""
    lines, faults, look_alikes = planted
    listing = "\n".join(f"{number:>3} | {line}".rstrip() for number, line in enumerate(lines, start=1))
    wrong = [spot["lines"][0] for spot in faults]
    taken = {line for spot in (*faults, *look_alikes) for line in spot["lines"]}
    fine = [spot["lines"][0] for spot in look_alikes] + [next(number for number in range(1, 99) if number not in taken)]
    solution = "".join(f"- Line {' or '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in faults)
    if look_alikes:
        solution += "\nFine, though they may not look it:\n\n"
        solution += "".join(f"- Line {', '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in look_alikes)
    asks = "Which lines are wrong (one line for each fault is enough)"
    tries = [
        {
            "name": "each fault by its last line",
            "answers": {
                "faults": "lines "
                + " and ".join(
                    (", ".join(str(spot["lines"][-1]) for spot in faults[:-1]), str(faults[-1]["lines"][-1]))
                )
            },
            "verdict": "right",
        },
        {"name": "one fault missed", "answers": {"faults": ", ".join(map(str, wrong[1:]))}, "verdict": "nearly"},
        {"name": "what only looks wrong", "answers": {"faults": " ".join(map(str, fine))}, "verdict": "wrong"},
    ]
    return {
        "prompt": f"{prompt}\n\n```{fence}\n{listing}\n```\n\nIn two to four places something breaks a rule or cannot work. Name their lines.",
        "parts": [{"id": "faults", "asks": asks, "kind": "lines", "faults": faults, "look_alikes": look_alikes}],
        "solution": f"{solution}\n{moral}",
        "tries": tries,
    }
