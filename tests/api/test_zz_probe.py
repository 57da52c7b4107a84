from tests.api.client import *
from tests.api.conftest import *
from tests.api.generic_interface import bad_values as bad
from tests.api.generic_interface.test_bad_values import paths, base_for, put, WHOLE
from tests.api.generic_interface.verdicts import is_refusal
from tests.api.stored import stored
import structlog, logging, pytest, collections
def short(v):
    r=repr(v); return r[:40]
def test_all(client, guide):
    out=open('/tmp/w/probe_out.%s.txt'%('sqlite' if client.desk.database.is_sqlite else 'pg'),'w')
    last=[None]
    def check(send, op, path, value):
        before = stored(client.desk)
        try:
            reply=send
            r=reply()
            if is_refusal(r, operation=op):
                if stored(client.desk)!=before: print('STORED',op,path,short(value),r.body[:200],file=out,flush=True)
        except AssertionError as e:
            print('BAD',op,path,short(value),str(r)[:300],file=out,flush=True)
    tid=client.open()
    for path in paths():
        for v in bad.VALUES:
            check(lambda: client.send("POST","/Ticket",put(base_for(path),path,v)),"TicketCreate",path,v)
            check(lambda: guide.send("POST","/TicketCreate",put(base_for(path),path,v)),"TicketCreate",("guide",)+path,v)
            base={**base_for(path),"Ticket":{"State": "pending reminder", "PendingTime": {"Diff": 5}}}
            check(lambda: client.send("PATCH",f"/Ticket/{tid}",put(base,path,v)),"TicketUpdate",path,v)
    for name in (*bad.AUTH, *bad.TICKET_GET):
        for v in bad.VALUES:
            sent = {**ADA, "TicketID": tid, "AllArticles": 1, name: v}
            check(lambda: client.send("POST","/TicketGet",sent),"TicketGet",name,v)
    for name in (*bad.AUTH, *bad.TICKET_SEARCH):
        for v in bad.VALUES:
            check(lambda: client.send("POST","/TicketSearch",{**ADA,name:v}),"TicketSearch",name,v)
    for name, op in (*bad.FIELD_TESTS, ("DynamicField_Urgency", "Unknown")):
        for v in bad.VALUES:
            check(lambda: client.send("POST","/TicketSearch",{**ADA,name:{op:v}}),"TicketSearch",(name,op),v)
    for name in ["UserLogin", "CustomerUserLogin", "Password","SessionID"]:
        for v in bad.VALUES:
            check(lambda: client.send("POST","/Session",{**ADA,name:v}),"SessionCreate",name,v)
