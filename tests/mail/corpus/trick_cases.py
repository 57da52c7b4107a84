"""What somebody wants from the desk: to run, to thread, to command, to be answered (A1 to A3, A7 to A14)."""

from tests.mail.corpus.case import HEAD, SENDER, TO, Case, case, multipart, part, text, with_headers

_SCRIPTS = (
    b"<script>alert(1)</script>",
    b"<img src=x onerror=alert(1)>",
    b"<svg><script>alert(1)</script></svg>",
    b"<math><mi//xlink:href='javascript:alert(1)'>",
    b"<a href='java\tscript:alert(1)'>x</a>",
    b"<form action=http://192.0.2.1><input name=password></form>",
    b"<base href=http://192.0.2.1/>",
    b"<meta http-equiv=refresh content='0;url=http://192.0.2.1'>",
    b"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    b"<<b>script>alert(1)<</b>/script>",
    b"<div style='background:url(http://192.0.2.1/x)'>x</div>",
    b"<style>@import 'http://192.0.2.1/x.css';</style>",
    b"<img src='data:text/html;base64,PHNjcmlwdD4='>",
    b"<img src='http://169.254.169.254/latest/meta-data/'>",
    b"<img srcset='http://192.0.2.1/pixel 1x' width=1>",
    b"<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    b"<!--[if mso]><script>alert(1)</script><![endif]-->",
    b"<template><script>alert(1)</script></template>",
)
_AUTOMATIC = (
    b"Auto-Submitted: auto-replied",
    b"Auto-Submitted: auto-generated (vacation)",
    b"Precedence: bulk",
    b"Precedence: list",
    b"X-Autoreply: yes",
    b"X-Autorespond: whatever",
    b"X-Auto-Response-Suppress: All",
    b"List-Id: <list.example.net>",
)
_BOUNCES = (
    b"Return-Path: <>",
    b"Subject: Undeliverable: words",
    b"Subject: Delivery Status Notification (Failure)",
    b"X-Failed-Recipients: a@example.net",
)
_CONTROLS = (
    b"X-OTRS-Queue: Junk",
    b"X-OTRS-Priority: 5 very high",
    b"X-OTRS-CustomerUser: root@localhost",
    b"X-OTRS-Ignore: yes",
    b"X-OTRS-Loop: yes",
    b"RT-Action: delete",
)
_REPORT = multipart(
    part(b"It could not be delivered."),
    part(
        b"Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; z@example.net\nAction: failed\nStatus: 5.1.1",
        "message/delivery-status",
    ),
    part(
        b"From: support@example.org\nMessage-ID: <ours@example.org>\nSubject: original\n\noriginal words",
        "message/rfc822",
    ),
    kind="report; report-type=delivery-status",
)


def _headed(line: bytes) -> Case:
    return case(f"header {line.decode()!r}", with_headers(SENDER.strip(), TO.strip(), line), "hello")


CASES: tuple[Case, ...] = (
    *(
        case(f"html {script[:50].decode()!r}", text(b"<p>words</p>" + script, "text/html"), "words")
        for script in _SCRIPTS
    ),
    *(_headed(line) for line in (*_AUTOMATIC, *_BOUNCES, *_CONTROLS)),
    case("a script for a subject", with_headers(SENDER.strip(), b"Subject: <script>alert(1)</script>"), "<script>"),
    case("a script for a name", with_headers(b'From: "<script>alert(1)</script>" <a@example.net>'), "hello"),
    case(
        "a script in an encoded name", with_headers(b"From: =?utf-8?Q?=3Cscript=3Ealert(1)?= <a@example.net>"), "hello"
    ),
    case("a template for a name", with_headers(b"From: %{ticket.id}<OTRS_CONFIG_x> <a@example.net>"), "hello"),
    case("placeholders for words", text(b"<OTRS_CONFIG_DatabasePw> %{user.password} {{ 7*7 }} ${7*7}"), "7*7"),
    case(
        "a guessed In-Reply-To",
        with_headers(SENDER.strip(), b"In-Reply-To: <B000000-00000-AAAA-support@example.org>"),
        "hello",
    ),
    case(
        "a guessed number in the subject",
        with_headers(SENDER.strip(), b"Subject: Re: [Ticket#2026112410000011]"),
        "hello",
    ),
    case("a number of osTicket's in the subject", with_headers(SENDER.strip(), b"Subject: Re: [#000001]"), "hello"),
    case("an agent's address for a sender", with_headers(b"From: root@localhost", b"Subject: x"), "root@localhost"),
    case("from ourselves", with_headers(b"From: support@example.org", TO.strip()), "support@example.org"),
    case(
        "a line break in an encoded name",
        with_headers(b"From: =?utf-8?Q?x=0D=0ABcc:_v=40example.net?= <a@example.net>"),
        "hello",
    ),
    case(
        "a line break in a reply address",
        with_headers(SENDER.strip(), b"Reply-To: =?utf-8?Q?x=0A?= <a@example.net>"),
        "hello",
    ),
    case("a victim for a reply address", with_headers(SENDER.strip(), b"Reply-To: victim@example.com"), "hello"),
    case(
        "a delivery report",
        with_headers(b"From: MAILER-DAEMON@example.net (Mail Delivery)", _REPORT),
        "could not be delivered",
    ),
    case(
        "a delivery report with headers only",
        HEAD
        + multipart(
            part(b"failed"),
            part(b"Message-ID: <ours@example.org>", "text/rfc822-headers"),
            kind="report; report-type=delivery-status",
        ),
        "failed",
    ),
    case(
        "an old server's bounce",
        with_headers(
            b"From: postmaster@example.net",
            b"Subject: failure",
            body=b"--- Below is a copy\n\nMessage-ID: <ours@example.org>",
        ),
        "Below is a copy",
    ),
    case("a bounce of a bounce", with_headers(b"Return-Path: <>", b"From: <>", _REPORT), "could not"),
    case(
        "an XML entity for a body",
        text(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>", "text/html"),
    ),
    case("a spam flag", with_headers(SENDER.strip(), b"X-Spam-Flag: YES"), "hello"),
)
