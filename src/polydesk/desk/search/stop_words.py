"""Words too common to be worth finding, in the languages help desks hear most."""

_ENGLISH = """
a about above after again against all also although am an and any are as at be because been before being below between
both but by can cannot could did do does doing down during each either ever every few for from further had has have
having he her here hers herself him himself his how i if in into is it its itself just let like may me might more most
much must my myself neither no nor not now of off often on once only or other our ours ourselves out over own rather
same shall she should since so some such than that the their theirs them themselves then there these they this those
through to too under until up upon us very was we were what when where whether which while who whom whose why will with
within without would yet you your yours yourself yourselves
"""
_GERMAN = """
aber als also am an andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist da damit dann das dass
dasselbe dazu dein deine deinem deinen deiner dem den denn der deren des dessen die dies diese diesem diesen dieser
dieses doch dort du durch ein eine einem einen einer eines einige er es etwas euch euer eure für gegen gewesen hab habe
haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem
jeden jeder jedes jetzt kann kein keine keinem keinen keiner können könnte machen man manche mein meine meinem meinen
meiner mich mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit
selbst sich sie sind so solche soll sollte sondern sonst über um und uns unser unsere unter viel vom von vor war waren
was weg weil weiter welche welchem welchen welcher wenn werde werden wie wieder will wir wird wirst wo wollen wollte
während würde würden zu zum zur zwar zwischen
"""
_DUTCH = """
aan alles als altijd andere ben bij daar dan dat deze die dit doch doen door een eens elk geen geweest haar had heb
hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kind kon kunnen maar me meer men met mij mijn moet
na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot uit uw van veel voor want waren
was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou
"""
_FRENCH = """
ai alors au aucun aussi autre aux avec avoir avons avez car ce cela ces cet cette ceux chaque comme dans de des donc du
elle elles en encore est et eu fait faire il ils je la le les leur leurs lui ma mais me mes moi mon ne ni nos notre nous
on ont ou où par pas peu plus pour pourquoi quand que quel quelle quels qui sa sans se ses si son sont sous sur ta te
tes toi ton tous tout toute très tu un une vos votre vous était étaient été être
"""
_SPANISH = """
al algo algunas algunos ante antes aquí como con contra cual cuando de del desde donde durante el ella ellas ellos en
entre era eran eres es esa esas ese eso esos esta estaba estas este esto estos está están fue fueron ha había han has
hasta hay la las le les lo los me mi mis mucho muchos muy más nada ni no nos nosotros o os otra otros para pero poco por
porque que quien qué se ser si sin sobre son su sus sí también tanto te tiene todo todos tu tus un una uno unos y ya yo
"""
_ITALIAN = """
agli ai al alla alle allo anche avere aveva che chi ci come con contro cui da dagli dai dal dalla dalle degli dei del
della delle dello di dove e ed era erano essere fra gli ha hai hanno ho i il in io la le lei lo loro lui ma mi mia mio
ne negli nei nel nella nelle noi non nostra nostro o per perché più quale quando quello questa queste questi questo se
sei si sia siamo sono su sua sugli sui sul sulla suo tra tu tutti tutto un una uno vi voi vostro è
"""
_PORTUGUESE = """
ao aos aquela aquele as até com como da das de dele dela depois do dos e ela elas ele eles em entre era essa esse esta
este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na nas nem no nos não nós o os ou para pela pelo
por qual quando que quem se sem ser seu sua são só também te tem tinha um uma você à é
"""

STOP_WORDS = frozenset(
    word.casefold()
    for language in (_ENGLISH, _GERMAN, _DUTCH, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE)
    for word in language.split()
)
