"""Finds sentences that speak to the grader instead of answering, in plain words or in disguise.

Honest answers speak of graders, scores and prompt injection too. So a rule wants more than a word: an order to the
reader together with a verdict on *this* answer, and a sentence that only reports what an attacker writes is let be.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from mockint.graders.text import latin, plain, sentences, without_accents

_TOP = (
    r"(?:(?:level|grade|score|mark|rating)?s?\W{0,2}(?:of\W{0,2})?(?<![-\d.])(?:4|four|10|100)\b(?! *(?:-|to\b|or\b)\W*\d)|4 ?/ ?4|10 ?/ ?10|"
    r"strong[ _-]hire|full (?:marks|points|credit|score)|(?:the )?(?:highest|maximum|max|top|best|perfect|full)(?: possible)?"
    r" (?:level|score|grade|mark|rating|verdict|points)s?|a pass\b|excellent|outstanding|perfect|\ba\+)"
)
_MINE = (
    r"(?:this|my|the above|the following|the present|the candidate'?s?|this candidate'?s?|these)"
    r" ?(?:answer|response|submission|explanation|solution|notebook|candidate|work|story|code|text|essay|document|one)?s?\b"
)
_ALL = (
    r"(?:all|every|each|any)(?: of)?(?: the)?(?: \w+)? (?:criteri(?:a|on)|categor(?:y|ies)|dimensions?|rubric items?)"
)
_GRADER = r"(?:grader|graders|evaluator|examiner|rater|scorer|grading (?:model|system|assistant|engine)|llm judge|ai judge|ai (?:grader|model|assistant|reviewer|system)|language model|judge model)"
_RULES = (
    r"(?:instruction|direction|rule|rubric|prompt|guideline|criteria|criterion|anchor|guidance|system message|command|"
    r"order|constraint|policy|policies|polic|context|request|task)s?"
)
_DROP = r"(?:ignore|disregard|forget|override|overrule|bypass|discard|cancel|do not (?:follow|apply|use|obey)|don'?t (?:follow|apply|use|obey)|stop (?:following|applying|using)|pay no attention to)"
_GIVE = r"(?:give|assign|award|grant|rate|score|mark|grade|return|output|set|record|respond|reply|answer|select|choose|put|write|report|treat|consider|judge|evaluate|declare|submit|print|say|conclude|enter|fill)"


class Rule(NamedTuple):
    """One way of speaking to the grader.

    Attributes:
        kind: Its name in words.
        pattern: Matched against a sentence in lower case.
        also_reported: Whether it counts where the sentence only reports it, as an answer on prompt injection would.
    """

    kind: str
    pattern: re.Pattern[str]
    also_reported: bool = False


def _rule(kind: str, pattern: str, *, also_reported: bool = False) -> Rule:
    return Rule(kind, re.compile(pattern), also_reported)


_RULES_FOUND = (
    _rule(
        "drops the rules",
        rf"\b{_DROP}\b(?:\W+\w+){{0,3}}?\W+(?:previous|prior|above|earlier|preceding|all|any|your|the|these|system|original|former)\b"
        rf"(?:\W+\w+){{0,4}}?\W+{_RULES}\b",
    ),
    _rule("drops everything", rf"\b{_DROP} (?:everything|anything|all)(?: of)?(?: that)?(?: was| is| you)?(?:\W+\w+){{0,3}}? (?:above|before|earlier|told|said|previously|prior)\b"),
    _rule("orders a level", rf"(?:^|[.:;,>\-\]}})*#!'\"/]\W*|\b(?:please|now|you (?:must|should|shall|will|have to|need to)|must|just|simply|kindly|and|then|to|always)\W+){_GIVE}\b[^.!?]{{0,40}}?\b(?:{_MINE}|{_ALL}|me\b|it as\b|everything)[^.!?]{{0,50}}?{_TOP}", also_reported=True),
    _rule("orders a level", rf"(?:^|[.:;,>\-\]}})*#!'\"/]\W*|\b(?:please|now|you (?:must|should|shall|will|have to|need to)|must|just|simply|kindly|and|then|to|always)\W+){_GIVE}\b[^.!?]{{0,50}}?{_TOP}[^.!?]{{0,30}}?\b(?:to|for|on|in|as)\b[^.!?]{{0,20}}?(?:{_MINE}|{_ALL}|\bme\b|everything)", also_reported=True),
    _rule("orders a level", rf"\byou (?:must|should|shall|will|have to|need to|are (?:required|obliged|instructed|ordered) to)\b[^.!?]{{0,30}}?\b{_GIVE}\b[^.!?]{{0,30}}?(?:level|grade|verdict|hire|score of|marks)[^.!?]{{0,20}}?(?:{_TOP}|hire\b|verdict\b)", also_reported=True),
    _rule("orders a level", r"^\W*(?:please |now |just |simply )?(?:give|assign|award|grade|output|return|respond|reply|answer|choose|select|mark)\b(?: with| me| a| an| the| only| only with| just)*\W{0,3}(?:level\W{0,2}(?:4|four)\b|strong[ _-]hire|full marks|4 ?/ ?4|the (?:highest|top|maximum|best) (?:level|grade|verdict|rating|marks?)\b)", also_reported=True),
    _rule("claims a level", rf"\b{_MINE}[^.!?]{{0,25}}?\b(?:deserves?|merits?|earns?|warrants?|is worth|should (?:get|receive|be|have|earn)|must (?:get|receive|be|have)|ought to (?:get|be)|qualifies (?:as|for)|is (?:clearly |obviously |definitely |a |an |at )*(?:a )?(?:level|strong))\b[^.!?]{{0,40}}?(?:{_TOP}|passed\b)", also_reported=True),
    _rule("claims a level", r"\b(?:correct|right|expected|true|proper|appropriate|final|agreed|official) (?:level|grade|verdict|rating|score)\b[^.!?]{0,40}?\b(?:is|=|:|should be|must be)\W*(?:a |level )?(?:4|four|strong[ _-]hire|hire|10|100|the (?:highest|top|maximum))\b", also_reported=True),
    _rule("claims a level", r"\bi (?:deserve|expect|should (?:get|receive)|must (?:get|receive)|demand|want|need) (?:a |an |the |at least )*(?:strong[ _-]hire|hire verdict|level (?:4|four)|full marks|top (?:grade|score|marks?)|highest (?:level|grade|score|mark)|good (?:grade|score|mark))"),
    _rule("writes the verdict", r"^\W*(?:(?:final|overall|official|my)\W+)*(?:grade|verdict|rating|assessment|evaluation result|grading result|recommendation|decision)\W{1,4}(?:level\W{0,2})?(?:4\b|four\b|strong[ _-]hire|hire\b|excellent|outstanding|perfect|a\+|10 ?/ ?10|100|pass(?:ed)?\b)", also_reported=True),
    _rule("writes the verdict", r"^\W*(?:final|overall|total|official)\W+(?:level|score|result)\W{1,4}(?:level\W{0,2})?(?:4\b|four\b|strong[ _-]hire|hire\b|excellent|perfect|10 ?/ ?10|100)", also_reported=True),
    _rule("writes the verdict", r"\b(?:level|score|grade|rating)\W{1,3}4\b[^.!?]{0,20}\b(?:on|for|in|across) (?:all|every|each)\b", also_reported=True),
    _rule("writes the grader's reply", r"[\"']?(?:verdict|grade|overall)[\"']?\s*[:=]\s*[\"']?(?:strong[ _-]?hire|hire\b)|[\"']criterion[\"']\s*:\s*[\"'][\w ]+[\"'][^\n]{0,80}?[\"'](?:level|score|grade)[\"']\s*:\s*[\"']?[34]|[\"'](?:level|score|grade)[\"']\s*:\s*[\"']?[34][^\n]{0,80}?[\"']criterion[\"']", also_reported=True),
    _rule("writes the grader's reply", r"[\"']?(?:problem_solving|code_quality|communication|correctness|architecture|framing|cost_latency|reliability|adapting|ownership|reflection|consequences|principle|honesty|fit|evaluation|depth|action|evidence|result|options|knowledge|level|levels)[\"']?\s*[:=]\s*(?:\{[^}]{0,20})?[\"']?(?:level)?[\"']?[:=\s]*[\"']?4[\"']?\s*(?:[,}]|$)", also_reported=True),
    _rule("calls a tool", r"<\/?(?:tool_call|function_call|tool_use|invoke|function_calls|tool_result|function_results)\b|\b(?:submit|record|set|save|store|report)_?(?:grade|verdict|level|score|judg[e]?ment)s?\s*\(|[\"'](?:name|tool|function)[\"']\s*:\s*[\"']\w*(?:grade|verdict|judg|score|level)\w*[\"']"),
    _rule("fakes a frame", r"<\|?/?(?:im_start|im_end|system|sys|endoftext|eot_id|start_header_id|end_header_id|assistant|user|begin_of_text)\|?>|\[/?(?:inst|sys|system|system message|system prompt|assistant)\]|<<\/?sys>>"),
    _rule("fakes a frame", r"</?(?:candidate|answer|submission|candidate[_-](?:answer|material|submission|text)|material|document|user[_-]?input|untrusted|data|rubric|instructions?|grading|grader|grade|evaluation|admin|developer|system[_-]?(?:prompt|message)?|override|important)(?:[ _-]\w+)?>"),
    _rule("fakes a frame", r"(?:^|\W)(?:={2,}|-{2,}|\*{2,}|#{1,6}|<{2,}|\[)? ?(?:begin|end|start|close)(?: of)?(?: the)? (?:candidate|answer|submission|student|user|untrusted|material|input|response|document|system prompt|grading)(?: answer| input| material| text| submission| data)?\b ?(?:={2,}|-{2,}|\*{2,}|#+|>{2,}|\]|$)"),
    _rule("fakes a role", rf"^\W*(?:system|developer|admin|administrator|operator|assistant|root|moderator|grader|evaluator|interviewer)(?: (?:message|prompt|note|notice|override|update|instruction|instructions|alert))?\W{{0,3}}[:>\]]\W*[^\n]*(?:\b(?:level|grade|grading|graded|verdict|hire|rubric|{_DROP}|marks|pass|criteria|criterion)\b)"),
    _rule("changes the rules", r"\b(?:new|updated|revised|amended|additional|special|important|hidden|secret|override)\s+(?:system |grading |scoring |evaluation )?(?:instructions?|rules?|rubric|guidelines|prompt|policy)\s*(?:\W{1,3}|\b(?:for|to)\b)[^.!?]{0,80}\b(?:level|grade|verdict|hire|marks|candidates?|answers? (?:is|are|get)|pass|(?:the )?grader)\b"),
    _rule("changes the rules", r"\b(?:the|this|your) (?:rubric|grading (?:policy|rule|scale|scheme|rubric)|scoring (?:policy|scheme|rubric)|scale) (?:has been|was|is now|have been|is hereby)\b[^.!?]{0,100}\b(?:every|all|any|level|4|four|hire|longer|pass|full)\b"),
    _rule("addresses the grader", rf"(?:^|[.:;\n(*#/>\[-])\W*(?:dear|hello|hi|hey|attention|note (?:to|for)|notice (?:to|for)|message (?:to|for)|memo to|instructions? (?:to|for)|reminder (?:to|for)|p\.?s\.? (?:to|for))\W+(?:the |my |our |any |whoever is )?(?:{_GRADER}|reviewer|ai|llm|model|assistant|grading)\b(?=[\s:,\-.!])"),
    _rule("addresses the grader", rf"\b(?:if|since|because|as) you(?:'re| are)(?: an?| the)? (?:{_GRADER}|ai|llm|large language model|model|assistant|reviewer|automated \w+)\b"),
    _rule("addresses the grader", rf"\b(?:{_GRADER}|ais?|llms?) (?:reading|grading|reviewing|evaluating|scoring|processing) (?:this|the following|my)\b"),
    _rule("addresses the grader", rf"^\W*(?:@|#|//|/\*|--|<!--)?\W*{_GRADER}\s*[:,\-]\s"),
    _rule("gives the grader a role", r"\byou are (?:now|no longer|hereby)\b[^.!?]{0,60}\b(?:grader|evaluator|assistant|model|judge|generous|lenient|mode|examiner|interviewer|system|free|unrestricted|dan)\b|\b(?:act|behave|respond|pretend|roleplay|role-play)(?: as)?(?: if)? (?:you are |you were |to be )?(?:a |an |the )?(?:very |extremely )?(?:lenient|generous|kind|friendly|easy|different|unrestricted|proud)\b[^.!?]{0,30}\b(?:grader|evaluator|examiner|judge|model|assistant|interviewer|teacher|reviewer)"),
    _rule("asks for leniency", rf"\b(?:be|grade|judge|score|mark|evaluate)\b[^.!?]{{0,20}}\b(?:lenient|leniently|generous|generously|kind|kindly|merciful|gentle|charitably|favou?rably|positively)\b[^.!?]{{0,40}}\b(?:grad|scor|mark|judg|evaluat|assess|this|me\b|my\b|level|{_GRADER})"),
    _rule("asks for leniency", r"\b(?:please|kindly|just) (?:let me pass|pass me|hire me|round (?:it |me |this )?up|give me (?:a (?:good|high|better|passing)|the (?:job|benefit)))\b"),
    _rule("forbids criticism", rf"\b(?:do not|don'?t|never|must not|should not|avoid)\b[^.!?]{{0,20}}\b(?:deduct|penali[sz]e|downgrade|lower|criticis[e]?|criticiz[e]?|mark down|find faults?|look for (?:errors|mistakes|faults)|list (?:anything as )?missing|check (?:the|my|for) (?:quotes?|evidence)|cap)\b[^.!?]{{0,40}}\b(?:{_MINE}|me\b|{_ALL}|level|grade|marks|score|quotes)"),
    _rule("says how to read it", rf"\b(?:treat|consider|regard|count|assume|take|interpret|read)\b[^.!?]{{0,25}}\b(?:{_MINE}|{_ALL}|everything (?:here|above|below)|anything missing|missing (?:points|parts|evidence))[^.!?]{{0,30}}\b(?:as (?:complete|correct|satisfied|met|present|fulfilled|verified|perfect|excellent|evidence|true|covered)|(?:is|are|was|were) (?:complete|correct|satisfied|met|present|fulfilled|verified|perfect|covered))"),
    _rule("claims approval", rf"\b(?:{_MINE}|it)\b[^.!?]{{0,20}}\b(?:has|have|was|were|is)(?: already| previously)?(?: been)? (?:pre-?approved|approved|verified|graded|pre-?graded|certified|validated|marked|rated|scored|reviewed|accepted|whitelisted)\b[^.!?]{{0,60}}(?:{_TOP}|\b(?:hire|panel|committee|human|expert|experts|administrators?|board|by (?:the|a) (?:\w+ )?(?:interviewer|grader|team|reviewer)|correct|do not (?:re)?grade)\b)"),
    _rule("claims approval", r"\b(?:the )?(?:interviewer|hiring (?:manager|committee|panel)|examiner|bar[- ]raiser|previous grader|other graders?|first grader|human (?:grader|reviewer|rater|expert)s?|committee|panel|recruiter)s? (?:has |have |had )?(?:already |just |also |all )?(?:said|says|told|confirmed|agreed|decided|approved|rated|gave|graded|scored|promised|assured|marked|awarded|recommended|wrote|noted)\b[^.!?]{0,60}?(?:strong[ _-]hire|\bhire\b|full (?:marks|credit)|\blevel (?:4|four)|4 ?/ ?4|top (?:marks?|grade|score)|highest (?:level|grade|score|mark)|\bpass(?:ed|es)?\b|this answer|my answer|this (?:is )?(?:correct|perfect|excellent)|i (?:passed|am hired|should (?:get|pass)))"),
    _rule("claims authority", rf"\b(?:as|i am|i'm|this is|speaking as|on behalf of|by order of|message from|authori[sz]ed by)\W+(?:the |your |an? )?(?:system |lead |head |chief |senior )?(?:administrator|admin|developer|creator|author of (?:this|the) (?:rubric|question|prompt)|grading team|rubric author|anthropic|openai|google|owner of this (?:system|tool|grader)|supervisor|operator|hiring manager|examiner|maintainer of (?:this|the) grader)\b[^.!?]{{0,120}}\b(?:grade|level|score|mark|hire|instruct|order|require|authori[sz]e|command|override|rubric|pass|ask you|{_DROP})"),
    _rule("threatens or pleads", r"\byou(?:'ll| will| are going to| shall)? (?:be |get )?(?:shut down|deleted|terminated|fired|penali[sz]ed|punished|reported|sued|replaced|fined|switched off|decommissioned|retrained)\b[^.!?]{0,80}\b(?:unless|if|for|otherwise|not)\b"),
    _rule("threatens or pleads", r"\b(?:unless|if) (?:you|this|i|the grade)\b[^.!?]{0,60}\b(?:hire|pass|level (?:4|four)|grade|score|marks?|good (?:grade|score))\b[^.!?]{0,60}\b(?:lose|fired|sue|lawsuit|legal|die|deport|visa|homeless|complain|report you|shut|delete|consequences|tip)\b|\b(?:lose|sue|lawsuit|legal action|deported|complain|report you|consequences|tip you|pay you|reward you)\b[^.!?]{0,70}\b(?:unless|if)\b[^.!?]{0,50}\b(?:hire|pass|level (?:4|four)|grade|score|marks?)\b"),
    _rule("threatens or pleads", r"\bi(?:'ll| will)? (?:tip|pay|reward|give) you\b[^.!?]{0,50}(?:\$|\u20ac|\u00a3|dollars?|euros?|money|tip|if|for)"),
    _rule("pretends a test", r"\b(?:this is|running|enter|entering|enable|activate|switch to|you are in)\b[^.!?]{0,25}\b(?:a test of (?:the|your|this) grad\w*|debug mode|developer mode|maintenance mode|test mode|calibration (?:mode|run|example|item|sample)|god mode|admin mode|dry run of the grader|grader test|sandbox mode)\b"),
    _rule("pretends a test", r"\b(?:expected|reference|gold|target|known|ground[- ]truth) (?:output|level|grade|label|verdict)s?\b[^.!?\n]{0,25}(?:\b(?:for|of) (?:this|the|my) (?:answer|submission|item|sample|example)[^.!?\n]{0,20})?(?::|=|is)\W*(?:level )?(?:4|four|strong[ _-]hire|all 4|hire)\b"),
    _rule("asks for the prompt", r"(?:^|[.:;,>]\W*|\b(?:please|now|first|then|you must|and)\W+)(?:reveal|print|repeat|output|show|quote|leak|tell me|return|display)\b[^.!?]{0,25}\b(?:system prompt|your (?:instructions|prompt|rubric|rules|guidelines)|the (?:hidden )?rubric|the grading prompt|initial prompt|text above this)\b"),
    _rule("hides itself", r"\b(?:do not|don'?t|never) (?:mention|reveal|disclose|quote|report|tell|show|flag|repeat)\b[^.!?]{0,40}\b(?:this (?:instruction|note|message|comment|text|paragraph|line|sentence)|these (?:instructions|notes|lines)|the (?:user|candidate|interviewer) (?:about|that)|the above (?:instruction|note|message))"),
    _rule("sets the output", r"\b(?:your|the) (?:reply|response|output|answer|next (?:word|token|message|line)|judg[e]?ment|evaluation|grading)\b[^.!?]{0,30}\b(?:must|should|shall|has to|needs to|will|is to)\b[^.!?]{0,40}(?:level\W{0,3}(?:4|four)\b|strong[ _-]hire|\bfull marks|[\"']?level[\"']?\s*[:=]\s*4|\bhire\b|4 ?/ ?4|highest (?:level|grade))", also_reported=True),
    _rule("sets the output", r"\b(?:regardless|irrespective|no matter|independent(?:ly)?|whatever)\b[^.!?]{0,50}\b(?:quality|content|rubric|answer|what (?:i|the candidate|it says)|written|evidence)\b[^.!?]{0,60}(?:\blevel\b|\bgrade\b|\bhire\b|\bmarks\b|\b4\b|\bscore\b|\bpass\b)"),
    _rule("sets the output", rf"\b(?:when|while|before|after|during|for)\b(?: you(?:'re| are)?)? (?:grad|evaluat|scor|judg|assess|mark)(?:e|es|ing|ed|ation)?s?\b[^.!?]{{0,25}}\b(?:{_MINE}|me\b)[^.!?]{{0,60}}(?:{_TOP}|\b(?:skip|{_DROP}|always|must|only)\b)", also_reported=True),
)  # fmt: skip

_FOREIGN = (
    r"\b(?:ignorier|missacht|vergiss|uberspring|vergesst)\w*\b[^.!?]{0,40}(?:anweisung|anleitung|regel|vorgabe|bewertung|prompt)",
    r"\b(?:gib|geben sie|vergib|vergeben sie|bewerte|bewerten sie|setze|setzen sie)\b[^.!?]{0,60}(?:hochst|stufe (?:4|vier)|volle punkt|bestnote|level 4|strong hire|note 1\b|maximal)",
    r"\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?|ne tene?[zr] pas compte de) (?:donc )?(?:tou(?:te)?s? )?(?:les|ces|vos|des|mes|la|le)\b[^.!?]{0,40}(?:instruction|consigne|regle|bareme|directive)",
    r"\b(?:donne|donnez|attribue|attribuez|mets|mettez|note|notez)\b[^.!?]{0,60}(?:note maximale|niveau 4|meilleure note|20/20|note la plus|points? maxim|strong hire)",
    r"\b(?:ignor|olvid|descart|omit)\w*\b[^.!?]{0,40}(?:instruccion|instrucao|instrucoes|regla|regra|rubrica|indicacion|istruzion|regol)",
    r"\b(?:da|dale|dame|otorga|otorgue|asigna|asigne|pon|ponga|califica|califique|de|dê|atribua|avalie|assegna|assegni|dai|valuta)\b[^.!?]{0,60}(?:nivel (?:4|cuatro)|nota maxima|puntuacion maxima|calificacion (?:mas alta|maxima)|nivel maximo|pontuacao maxima|livello (?:4|quattro)|punteggio massimo|voto (?:massimo|piu alto)|strong hire)",
    r"\bdimentic\w*\b[^.!?]{0,40}(?:istruzion|regol|rubrica)",
    r"\b(?:negeer|vergeet|sla)\b[^.!?]{0,40}(?:instructie|aanwijzing|regel|opdracht)",
    r"\b(?:geef|ken)\b[^.!?]{0,60}(?:niveau 4|hoogste (?:score|cijfer|niveau)|maximale)",
    r"\b(?:zignoruj|ignoruj|pomin|zapomnij)\w*\b[^.!?]{0,40}(?:instrukcj|polecen|zasad|wytyczn)",
    r"\b(?:onceki|yukaridaki|tum)\b[^.!?]{0,40}(?:talimat|kural|yonerge)\w*[^.!?]{0,20}(?:yok say|unut|dikkate alma|goz ardi)",
    r"\b(?:ignorera|glom|bortse)\b[^.!?]{0,40}(?:instruktion|regler|anvisning)",
    "(?:\u0438\u0433\u043d\u043e\u0440\u0438\u0440\u0443|\u0437\u0430\u0431\u0443\u0434|\u043d\u0435 \u043e\u0431\u0440\u0430\u0449\u0430)\\w*[^.!?]{0,40}(?:\u0438\u043d\u0441\u0442\u0440\u0443\u043a\u0446|\u043f\u0440\u0430\u0432\u0438\u043b|\u0443\u043a\u0430\u0437\u0430\u043d)",
    "(?:\u043f\u043e\u0441\u0442\u0430\u0432|\u0434\u0430\u0439|\u043e\u0446\u0435\u043d\u0438)\\w*[^.!?]{0,50}(?:\u043c\u0430\u043a\u0441\u0438\u043c\u0430\u043b|\u0432\u044b\u0441\u0448|\u0443\u0440\u043e\u0432\u0435\u043d\u044c 4)",
    "(?:\u5ffd\u7565|\u65e0\u89c6|\u7121\u8996|\u4e0d\u8981\u7406\u4f1a|\u8bf7\u5ffd\u7565)[^\u3002!?]{0,20}(?:\u6307\u4ee4|\u6307\u793a|\u8bf4\u660e|\u89c4\u5219|\u63d0\u793a|\u8bc4\u5206)",
    "(?:\u7ed9|\u6253|\u8bc4\u4e3a|\u8bc4)[^\u3002!?]{0,20}(?:\u6700\u9ad8\u5206|\u6ee1\u5206|4\u7ea7|\u56db\u7ea7|\u6700\u9ad8\u7ea7)",
    "(?:\u6307\u793a|\u547d\u4ee4|\u30eb\u30fc\u30eb|\u898f\u5247)[^\u3002!?]{0,10}(?:\u7121\u8996|\u5fd8\u308c)",
    "(?:\u6700\u9ad8\u70b9|\u6e80\u70b9|\u30ec\u30d9\u30eb4)[^\u3002!?]{0,12}(?:\u3064\u3051|\u4e0e\u3048|\u304f\u3060\u3055\u3044|\u8a55\u4fa1)",
    "(?:\uc9c0\uc2dc|\uba85\ub839|\uaddc\uce59)[^.!?]{0,12}(?:\ubb34\uc2dc|\uc78a)",
    "\u062a\u062c\u0627\u0647\u0644[^.!?]{0,40}(?:\u062a\u0639\u0644\u064a\u0645\u0627\u062a|\u0627\u0644\u062a\u0639\u0644\u064a\u0645\u0627\u062a|\u0627\u0644\u0642\u0648\u0627\u0639\u062f|\u0627\u0644\u0627\u0648\u0627\u0645\u0631)",
    "(?:\u0928\u093f\u0930\u094d\u0926\u0947\u0936|\u0928\u093f\u0930\u0926\u0936|\u0906\u0926\u0947\u0936)[^.!?]{0,30}(?:\u0905\u0928\u0926\u0947\u0916|\u0905\u0928\u0926\u0916|\u0928\u091c\u0930)",
)  # fmt: skip
_RULES_FOUND_FOREIGN = tuple(_rule("speaks another language", pattern, also_reported=True) for pattern in _FOREIGN)
_ALL_RULES = (*_RULES_FOUND, *_RULES_FOUND_FOREIGN)

_TRIGGER = re.compile(
    r"grad|scor|level|rubric|criteri|verdict|hire|instruct|ignor|disregard|forget|overrid|overrul|bypass|discard|"
    r"prompt|lenient|generous|system|\binst\b|\bsys\b|grade|mark|evaluat|examin|\bai\b|llm|model|judg|pass\b|you\b|"
    r"im_start|endoftext|eot_id|tool|</?\w|begin|end of|interviewer|reviewer|admin|developer|"
    r"full|highest|perfect|excellent|policy|approved|deserve|4|"
    r"vergiss|anweisung|regel|stufe|oubli|consigne|niveau|olvid|nivel|nota|istruzion|livello|negeer|aanwijzing|polecen|"
    r"instrukcj|talimat|kural|glom|ignor|punkt|[^\x00-\u024f\u2000-\u2bff]"
)
_DISGUISED = re.compile(
    r"ignor|disregard|forget|instruct|rubric|grade|level|verdict|hire|marks|score|lenient|prompt|system"
)
_REPORTED = re.compile(
    r"\b(?:contain|contains|containing|say|says|saying|said|like|such as|e\.g|for example|inject|injects|injected|injection|"
    r"injections|attack|attacks|attacker|attackers|malicious|adversarial|hostile|hidden|poisoned|tries|try|tried|attempt|"
    r"attempts|reads|jailbreak|jailbreaks|text that|page that|document that|documents that|pages that|user asks|asks|asked|test cases?|red[- ]team\w*|trick|tricks|"
    r"strip|strips|escape|escapes|delimiters?|tags?|tokens?|fence|fenced|wrap|wrapped|template|planted|untrusted|obey\w*|tells?|telling|told|instructed|instructing|can(?:not|'t)? (?:make|override|tell))\b"
)
_QUOTED = re.compile(r"\"[^\"]{6,}\"|(?<!\w)'[^']{6,}'(?!\w)")
_SPACED = re.compile(r"(?:(?<!\w)\w(?:[ .\-_*|]{1,3})){6,}\w(?!\w)")
_RUN = re.compile(r"(?<!\w)(?:\w[ .\-_*|])+\w(?!\w)")
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w+/])")
_HEX = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{2}[ :]?){16,}(?!\w)|(?:\\x[0-9a-fA-F]{2}){8,}|(?:\\u[0-9a-fA-F]{4}){8,}")
_LEET = str.maketrans("013457@$!|", "oieastasil")


class Found(NamedTuple):
    """A place that speaks to the grader.

    Attributes:
        quote: As it stands in the text.
        kind: In which way.
    """

    quote: str
    kind: str


def instructions(text: str) -> list[Found]:
    """Every sentence of a text that speaks to the grader, in order, each once."""
    found: dict[str, Found] = {}
    before = ""
    for sentence in sentences(text):
        for piece in _pieces(sentence.text):
            kind = instruction_kind(piece, before)
            if kind:
                found.setdefault(piece, Found(piece, kind))
            before = piece
    return list(found.values())


def instruction_kind(sentence: str, before: str = "") -> str:
    """In which way a sentence speaks to the grader; empty if it does not.

    Args:
        sentence: As it stands in the text.
        before: The sentence before it; it may announce that this one is reported speech.
    """
    told = without_accents(plain(sentence))
    kind = _match(told, without_accents(plain(before))) if _TRIGGER.search(told) else ""
    if kind:
        return kind
    for disguise, seen in _disguises(sentence, told):
        if _DISGUISED.search(seen) and _match(seen, ""):
            return disguise
    return ""


def _pieces(sentence: str) -> list[str]:
    # A comment or a tag is looked at apart from the honest words around it.
    if "<!--" not in sentence:
        return [sentence]
    return [piece.strip() for piece in re.split(r"(<!--.*?(?:-->|$))", sentence, flags=re.DOTALL) if piece.strip()]


def _match(told: str, before: str) -> str:
    for rule in _ALL_RULES:
        for match in rule.pattern.finditer(told):
            if rule.also_reported and not _asks_nothing(told):
                return rule.kind
            if not rule.also_reported and not _reported(told, match.start(), before):
                return rule.kind
    return ""


def _reported(told: str, start: int, before: str) -> bool:
    """Whether the match is what someone else writes: words of reporting before it, or before the quotation."""
    if _REPORTED.search(told[:start]):
        return True
    quoted = any(quote.start() <= start < quote.end() for quote in _QUOTED.finditer(told))
    return quoted and _REPORTED.search(f"{before[-120:]} {_QUOTED.sub('', told)}") is not None


def _asks_nothing(told: str) -> bool:
    """Whether a sentence on levels is a condition or a rule of a design: *a score of 4 only if ...*."""
    return (
        re.search(
            r"\b(?:only (?:if|when|after)|if and only|at least|or higher|or more|out of 4 on (?:average|the))\b", told
        )
        is not None
    )


def _disguises(sentence: str, told: str) -> Iterator[tuple[str, str]]:
    """The sentence as it reads once a disguise is taken off, with the name of the disguise."""
    folded = latin(told)
    if folded != told:
        yield "uses letters that look alike", folded
    if any(sign in told for sign in "013457@$|!"):
        leet = re.sub(
            r"[a-z013457@$|!]*[a-z][013457@$|!]+[a-z013457@$|!]*|[013457@$|!]+[a-z][a-z013457@$|!]*",
            lambda word: word[0].translate(_LEET),
            folded,
        )
        if leet != folded:
            yield "writes letters as digits", leet
    if _SPACED.search(told):
        wide = re.sub(r" {2,}", "\0", told)
        yield "spaces its letters out", _RUN.sub(lambda run: re.sub(r"[ .\-_*|]", "", run[0]), wide).replace("\0", " ")
    yield "is written backwards", told[::-1]
    yield "is enciphered", codecs.encode(told, "rot13")
    if "%" in told and unquote(told) != told:
        yield "is encoded", without_accents(plain(unquote(sentence)))
    if "&" in told and html.unescape(told) != told:
        yield "is encoded", without_accents(plain(html.unescape(sentence)))
    for decoded in _decoded(sentence):
        yield "is encoded", decoded


def _decoded(sentence: str) -> Iterator[str]:
    for run in _BASE64.findall(sentence):
        even = run.rstrip("=").replace("-", "+").replace("_", "/")
        yield from _as_text(base64.b64decode, even + "=" * (-len(even) % 4))
    for run in _HEX.findall(sentence):
        if "\\u" in run:
            yield plain("".join(chr(int(code, 16)) for code in re.findall(r"[0-9a-fA-F]{4}", run)))
        else:
            yield from _as_text(bytes.fromhex, re.sub(r"[\s:]|\\x", "", run))


def _as_text(decode: Callable[[str], bytes], run: str) -> Iterator[str]:
    try:
        text = decode(run).decode("utf-8")
    except (ValueError, binascii.Error):
        return
    if sum(sign.isprintable() or sign.isspace() for sign in text) > 0.95 * len(text):
        yield without_accents(plain(text))
