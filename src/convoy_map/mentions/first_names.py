"""Common first names of many languages. They help to tell persons from places.

Names that are at least as well known as places (Florence, Jordan, Austin) are
left out: the words around them have to decide.
"""

from __future__ import annotations

FIRST_NAMES: frozenset[str] = frozenset(
    """
    aaron abdel abdullah abel abigail abraham adam adela adele adrian agnes ahmad ahmed aisha
    akira alan albert alberto alejandro aleksandr alessandro alex alexander alexandra alexei
    alfonso alfred ali alice alicia alison amal amanda amina amir amy ana anastasia anatoly
    anders andre andrea andreas andrei andrew andy angela anil anita ann anna anne annie anthony
    anton antonio anwar arjun arnold arthur arturo asad ashraf ayesha aziz barack barbara basil
    beatrice becky ben benjamin bernard beth betty bill billy bob boris brandon brenda brian
    bridget bruce bruno camila carl carla carlos carmen carol carolina caroline catherine
    cecilia chloe chris christian christina christine christopher claire clara claude claudia
    colin craig cristina cynthia daniel daniela danny david dean deborah debra denis dennis
    derek diana diane diego dimitri dina dmitri dmitry dominic donald donna doris dorothy
    douglas eduardo edward edwin eleanor elena elias elisabeth elizabeth ella ellen emily emma
    emmanuel enrique eric erik ernest ernesto esther ethan eugene eva evelyn fadi faisal farah
    fatima fatma felix fernando fiona francesca francesco francisco frank fred frederick fritz
    fyodor gabriel gareth gary geoffrey george gerald gerard gilbert giovanni giulia giuseppe
    gloria goran gordon grace graham greg gregory greta guillermo gustav habib hadi hala hamid
    hamza hannah hans harold harry hasan hashim hassan hector heinrich helen helena henri henry
    hiroshi howard hugh hugo hussain hussein ian ibrahim ignacio igor ilya ines ingrid irene
    iris isaac isabel isabella ismail ivan jack jacob jacques jake jamal james jamie jan jane
    janet jason javier jean jeff jeffrey jennifer jens jeremy jerome jerry jesse jessica jim
    jimmy joan joanna joao joaquin joe johan johann johannes john johnny jonathan jorge jose
    josef joseph joshua juan juana judith judy julia julian julie julio juma jurgen justin kamal
    karen karim karl kate katherine kathleen katrin katya kavita keith kelly ken kenji kenneth
    kevin khaled khalid khalil kim kofi kurt kwame kyle laila larry lars latifa laura lauren
    laurent lawrence layla leila leo leon leonard leonardo leslie liam linda lisa liz lorenzo
    louis louise lucas lucia lucy luigi luis luisa luke lydia maher mahmoud mahmud malik manuel
    marc marco marcos marcus margaret maria mariam marie marina mario marion mark marko marta
    martha martin mary maryam massimo matteo matthew maurice mehmet melissa michael michel
    michelle miguel mike mikhail milan mohamed mohammad mohammed moses mounir mubarak muhammad
    muhammed murad mustafa nabil nada nadia nancy naomi nasser natalia natalie natasha nathan
    neil nicholas nick nicolas nicole nikolai nikos nina noah noor nora norman nour oleg olga
    oliver olivia omar osama oscar osman pablo pamela pascal patricia patrick paul paula paulo
    pavel pedro peter petra phil philip philippe pierre priya rachel rafael rajesh ralph rami
    ramon rania rashid raul ravi ray raymond rebecca renata ricardo richard rita robert roberto
    robin rodrigo roger roland ron ronald rosa rose ross roy ruben rudolf ruslan russell ruth
    ryan saad sabah sabine saeed said salah salem salim sally salma sam samantha sami samir
    samira samuel sandra sanjay sara sarah scott sean sebastian sergei sergey sergio sharon
    shawn sheila simon simone sofia sophia sophie stefan stella stephanie stephen steve steven
    stuart sue suleiman sunil susan susana sven svetlana takashi tamara tamer tanya tariq
    tatiana ted teresa terry theo theresa thomas tim timothy tina todd tom tomas tommy tony
    tracy ulrich umar ursula valentina vanessa vera vikram vincent vladimir wael walid walter
    wendy werner wilhelm will william wolfgang xavier yahya yasmin yasser yolanda youssef yuki
    yuri yusuf yves zahra zainab zaki zeinab zoe
    """.split()
)
