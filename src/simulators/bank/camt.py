"""A statement as camt.053.001.08 (ISO 20022), beside the CSV: the same lines, told otherwise."""

from __future__ import annotations

from xml.sax.saxutils import escape  # nosec B406 - it reads nothing

from simulators.bank.statements import Line, Statement
from simulators.ground import times

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
# Bank transaction codes: payments, credit transfers: what it was.
_CODES = {
    "payment": ("ICDT", "DMCT"),
    "return": ("RCDT", "RRTN"),
    "inward": ("RCDT", "DMCT"),
    "charge": ("MDOP", "CHRG"),
}


def as_camt(statement: Statement) -> str:
    """The file: the opening and the closing balance, and an entry for each line. Pure."""
    day, opening = statement.day.isoformat(), statement.opening_paise
    closing = statement.closing_paise
    if closing is None:
        closing = opening + sum(line.effect_paise for line in statement.lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{NAMESPACE}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>STMT-{day}</MsgId><CreDtTm>{day}T23:59:59+05:30</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{day}</Id><Acct><Id><Othr><Id>NOSTRO</Id></Othr></Id><Ccy>INR</Ccy></Acct>"
        + _balance("OPBD", opening, day)
        + _balance("CLBD", closing, day)
        + "".join(_entry(line) for line in statement.lines)
        + "</Stmt></BkToCstmrStmt></Document>\n"
    )


def _balance(kind: str, paise: int, day: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f"{_amount(abs(paise))}<CdtDbtInd>{'CRDT' if paise >= 0 else 'DBIT'}</CdtDbtInd>"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(line: Line) -> str:
    family, sub_family = _CODES[line.kind]
    party = "Dbtr" if line.direction == "credit" else "Cdtr"
    booked = times.ist(line.booked_ms).isoformat(timespec="milliseconds")
    returned = "<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>" if line.kind == "return" else ""
    return (
        f"<Ntry><NtryRef>{escape(line.line_id)}</NtryRef>{_amount(line.amount_paise)}"
        f"<CdtDbtInd>{'CRDT' if line.direction == 'credit' else 'DBIT'}</CdtDbtInd>"
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>{booked}</DtTm></BookgDt>"
        f"<ValDt><Dt>{line.value_date}</Dt></ValDt>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd>"
        f"<SubFmlyCd>{sub_family}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs>"
        f"<EndToEndId>{escape(line.client_reference) or 'NOTPROVIDED'}</EndToEndId>"
        + (f"<ClrSysRef>{escape(line.utr)}</ClrSysRef>" if line.utr else "")
        + "</Refs>"
        + (
            f"<RltdPties><{party}><Pty><Nm>{escape(line.counterparty)}</Nm></Pty></{party}></RltdPties>"
            if line.counterparty
            else ""
        )
        + (f"<RmtInf><Ustrd>{escape(line.narration)}</Ustrd></RmtInf>" if line.narration else "")
        + f"{returned}</TxDtls></NtryDtls></Ntry>"
    )


def _amount(paise: int) -> str:
    return f'<Amt Ccy="INR">{paise // 100}.{paise % 100:02}</Amt>'
