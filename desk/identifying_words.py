"""Words by which the check for what identifies knows dates, names, places and people, in several languages.

They are general lists: common given names of Europe, America and Turkey, titles, months, weekdays, holidays. Words that
a case has to say, such as Grace, Mark or Ray, are left out, and so found only after a title or a relative.
"""

from __future__ import annotations


def _any(words: str) -> str:
    """Write an alternative of words that stand apart by blanks, the longest first."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


MONTHS = (
    r"jan(?:uary|uar|vier|v|uari)?|feb(?:ruary|ruar|ruari|braio|rero)?|f[ée]v(?:r(?:ier)?)?|mar(?:ch|s|zo)?|märz|mrz|"
    r"maart|"
    r"apr(?:il|ile)?|avr(?:il)?|abril|may|mai|mei|mayo|maggio|june?|juni|juin|junio|giugno|july?|juli|juil(?:let)?|"
    r"julio|luglio|aug(?:ust|ustus)?|août|agosto|sept?(?:ember|embre)?|settembre|septiembre|o[ck]t(?:ober|obre)?|"
    r"octubre|ottobre|nov(?:ember|embre|iembre)?|de[czs](?:ember|iembre|embre)?|d[ée]c(?:embre)?|dicembre|diciembre|"
    r"enero|gennaio"
)
"""Months and their short forms, after or before a number."""

MONTHS_ALONE = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|"
    r"Juni|Juli|Oktober|Dezember|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
"""Months that are one without a number, after such a word as “in”."""

MONTHS_THAT_ARE_NO_OTHER_WORD = _any(
    "January February April June July September October November December Januar Februar Juni Juli Oktober Dezember "
    "janvier février avril juin juillet août septembre octobre novembre décembre enero febrero abril junio julio "
    "agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre "
    "dicembre januari februari maart augustus märz März mars mai maggio mayo marzo maj maio maja stycznia lutego marca "
    "kwietnia czerwca lipca sierpnia września października listopada grudnia janeiro fevereiro março junho julho "
    "setembro outubro novembro dezembro Ocak Şubat Nisan Haziran Temmuz Ağustos Eylül Ekim"
)
"""Months that are one wherever they stand: unlike May and March."""

WEEKDAYS = _any(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes "
    "sábado domingo lunedì martedì mercoledì giovedì venerdì maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag"
)

ORDINALS = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|twentie|"
    r"thirtie)th)"
)
"""Days of a month, in words."""

HOLIDAYS = (
    r"(?-i:Lent|Advent|Ascension)|(?:bank|public) holiday|christmas|xmas|boxing day|new year(?:['\u2019]s)?(?: eve|"
    r" day)?|easter|good friday|whitsun|pentecost|"
    r"ascension day|thanksgiving|halloween|hanukkah|passover|yom kippur|ramadan|eid|diwali|carnival|weihnacht\w*|"
    r"heiligabend|silvester|neujahr|ostern|pfingsten|karfreitag|fasching|aschermittwoch|rosenmontag|noël|pâques|"
    r"pentecôte|toussaint|navidad|"
    r"nochebuena|natale|pasqua"
)

EVENTS = (
    r"(?:\w+ )?birthday|wedding|funeral|anniversary|christening|elections?|lockdown|eclipse|earthquake|hurricane|"
    r"floods?|olympics|olympic games|world cup|name day|retirement party|(?:the|a) (?:strike|storm|heat ?wave|"
    r"blackout)|geburtstag|"
    r"hochzeit|beerdigung|anniversaire|mariage"
)
"""Days that people remember, and by which others find them."""

TITLES = (
    r"mr|mrs|ms|miss|mister|sir|lady|lord|dame|dr|prof(?:essor)?|rev(?:erend)?|father|captain|capt|lt|sgt|colonel|"
    r"senator|"
    r"herr|herrn|frau|hr|fr|fräulein|graf|gräfin|freiherr|baron(?:in)?|mme|mlle|madame|monsieur|maître|sra?|"
    r"señora?|don|"
    r"doña|signora?|sig(?:\.?(?:ra|na|ri))?|dott(?:oressa|\.?ssa)?|prof\.?ssa|dhr|mevr|meneer|mevrouw|fru|pani|"
    r"patient(?:in)?|pat|sister|schwester|nurse|"
    r"ober[aä]rzt(?:in)?|chef[aä]rzt(?:in)?|assistenz[aä]rzt(?:in)?"
)

TITLES_OF_NOTHING_ELSE = r"mrs|mister|herrn?|frau|fräulein|mme|mlle|madame|monsieur|señora?|signora|mevrouw|meneer"
"""Titles that are no other word, so that a name in small letters after one is a name, too."""

COUNTRIES_OF_ADDRESSES = r"com|org|net|edu|info|eu|de|fr|es|it|nl|be|ch|at|pl|pt|uk|ie|dk|se|no|fi|cz|tr|jp"
"""How an address of mail ends."""

PARTICLES = r"(?:von|van|vom|zu|zur|de|der|den|del|della|di|da|do|dos|du|le|la|ten|ter)\s+|v\.\s*|d['\u2019]"
"""What stands before a surname, once or several times."""

DEGREES = r"(?i:med|univ|phil|habil|emeritus|dr|prof|mrs?|and)\.?\s+"
"""What stands between a title and a name."""

KIN = (
    r"daughter|son|wife|husband|mother|father|sister|brother|aunt|uncle|niece|nephew|cousin|grand(?:mother|father|"
    r"son|"
    r"daughter)|twin|widow(?:er)?|fiancée?|partner|neighbou?r|friend|colleague|carer|tochter|sohn|ehefrau|ehemann|"
    r"mutter|vater|bruder|tante|onkel|nichte|neffe|fille|fils|femme|mari|mère|père|sœur|frère|hija|hijo|esposa|"
    r"marido|hermana|"
    r"hermano|moglie|marito|figlia|figlio"
)

OFFICES = (
    r"mayor(?:ess)?|minister|ambassador|embassy|consul(?:ate)?|member of parliament|senator|congress(?:man|woman)|"
    r"judge|bishop|priest|pastor|rabbi|imam|nun|monk|abb(?:ot|ess)|vicar|chaplain|actor|actress|singer|conductor|"
    r"novelist|"
    r"celebrity|"
    r"politician|baker|butcher|goalkeeper|pianist|violinist|organist|astronaut|head(?:master|mistress)|footballer|"
    r"olympic|(?:national|football|team) (?:coach|player|trainer)|(?:national|world|european) (?:\w+ )?champion|"
    r"police (?:chief|officer)|fire chief|general secretary|bürgermeister(?:in)?|pfarrer(?:in)?|nonne|maire|évêque|"
    r"curé"
)
"""Callings of which there are few in a place."""

STAFF = (
    r"radiologist|nurse|secretary|colleague|pharmacist|receptionist|technician|surgeon|physician|doctor|professor|"
    r"orchestra|choir|team|club|church|school|parish|village|town|neighbou?rhood|chairman|director|staff"
)
"""Whom “our” makes known."""

GIVEN_NAMES = _any(
    # English
    "Abigail Adam Alan Albert Alex Alexander Alexandra Alice Alison Amanda Amelia Amy Andrea Andrew Angela Ann "
    "Anna Anne Annie Anthony Arthur Ashley Audrey Ava Barbara Beatrice Ben Benjamin Bernard Beth Betty Beverly "
    "Brandon Brenda Brian Bruce Camila Carl Carla Carol Caroline Carolyn Catherine Charles Charlotte Cheryl Chloe "
    "Chris Christina Christine Christopher Cynthia Daniel Daniela David Deborah Debra Denise Dennis Diana Diane "
    "Donald Donna Dorothy Douglas Dylan Edith Edward Eleanor Elena Elizabeth Ella Ellen Emily Emma Eric Ethan "
    "Eugene Evelyn Fiona Frances Francis Fred Frederick Gary George Gerald Gladys Gloria Gordon Graham Gregory "
    "Hannah Harold Harriet Harry Heather Helen Henry Howard Hugh Ian Isaac Isabel Isabella Isla Ivy Jack Jacob "
    "Jacqueline James Jane Janet Janice Jason Jean Jeffrey Jennifer Jeremy Jerry Jessica Jim Joan Joanna Joe John "
    "Johnny Jonathan Joseph Joshua Joyce Judith Judy Julia Julie Justin Karen Kate Katherine Kathleen Kathryn "
    "Katie Keith Kelly Kenneth Kevin Kimberly Kyle Larry Laura Lauren Lawrence Leah Leo Leonard Liam Linda Lisa "
    "Logan Louis Louise Lucas Lucy Luke Lynn Madison Margaret Maria Marilyn Martha Martin Mary Matthew Megan "
    "Melissa Mia Michael Michelle Mildred Molly Nancy Natalie Nathan Neil Nicholas Nicola Nicole Noah Norma "
    "Oliver Olivia Oscar Pamela Patricia Patrick Paul Paula Peggy Peter Philip Phillip Phoebe Rachel Ralph "
    "Raymond Rebecca Richard Robert Roger Ronald Rosemary Roy Russell Ruth Ryan Sally Samantha Samuel Sandra Sara "
    "Sarah Scott Sean Sharon Shirley Simon Sophia Sophie Stella Stephanie Stephen Steven Stuart Susan Sylvia "
    "Teresa Terry Theodore Theresa Thomas Timothy Tom Tyler Vanessa Veronica Victoria Vincent Walter Wayne Wendy "
    "William Zoe Zoey "
    # German and Dutch
    "Andreas Anja Anke Anneliese Annika Antje Astrid Axel Bernd Bernhard Birgit Björn Brigitte Carsten Claudia "
    "Claus Cornelia Dagmar Detlef Dieter Dietmar Doris Elfriede Elisabeth Elke Elsa Erika Erich Erna Ernst Erwin "
    "Eva Felix Florian Frieda Friedrich Fritz Gabriele Georg Gerda Gerhard Gertrud Gisela Greta Gudrun Günter "
    "Günther Gustav Hanna Hans Harald Heike Heiko Heinrich Heinz Helga Helmut Henrik Herbert Hermann Hilde "
    "Hildegard Holger Horst Ilse Inge Ingrid Irmgard Jan Jana Jens Joachim Jochen Johann Johanna Johannes Jonas "
    "Jörg Josef Jürgen Jutta Karin Karl Katharina Kathrin Katja Klaus Konrad Kurt Lars Lena Leonie Lieselotte "
    "Lothar Ludwig Lukas Lutz Manfred Manuela Margarete Marion Markus Marlene Martina Matthias Maximilian "
    "Mechthild Michaela Monika Moritz Nadine Nico Nils Norbert Olaf Otto Petra Rainer Ralf Regina Reinhard Renate "
    "Rita Rolf Rosemarie Rudolf Rüdiger Sabine Sebastian Siegfried Silke Simone Sonja Stefan Stefanie Susanne "
    "Sven Svenja Tanja Thea Theo Thorsten Tim Tobias Torsten Ulrich Ulrike Ursula Ute Uwe Volker Waltraud Werner "
    "Wilhelm Wolfgang Joost Kees Maarten Marieke Pieter Sjoerd Willem Wouter "
    # French, Spanish, Portuguese, Italian
    "Alain Amélie Antoine Aurélie Benoît Camille Céline Cédric Chantal Christophe Clément Colette Didier "
    "Dominique Élise Émilie Étienne Fabien Fabrice Françoise François Frédéric Geneviève Gérard Guillaume Guy "
    "Hélène Henri Hervé Hugo Isabelle Jacques Jérôme Josette Julien Laurent Léa Lucie Ludovic Madeleine Manon "
    "Marc Marcel Marguerite Marie Mathieu Maxime Michel Mireille Monique Nathalie Nicolas Odette Olivier Pascal "
    "Philippe Pierre Rémi René Romain Sébastien Solange Sylvie Thérèse Thierry Véronique Xavier Yves Yvette "
    "Yvonne Alba Alejandro Álvaro Ángel Antonio Beatriz Carlos Carmen Cristina Diego Dolores Eduardo Enrique "
    "Esteban Fernando Francisca Francisco Gabriela Guadalupe Gonzalo Ignacio Inés Javier Jesús Joaquín Jorge José "
    "Juan Juana Lucía Luis Luz Manuel Marta Mercedes Miguel Montserrat Pablo Pedro Pilar Rafael Ramón Raúl "
    "Ricardo Roberto Rocío Rodrigo Rosario Salvador Santiago Sergio Sofía Tomás Vicente Ximena Afonso Catarina "
    "Duarte Filipe João Joana Lourenço Mariana Tiago Alessandra Alessandro Angelo Bruno Caterina Chiara Dario "
    "Davide Elisa Enzo Fabio Federica Federico Filippo Francesca Francesco Franco Gianni Giorgia Giorgio Giovanna "
    "Giovanni Giulia Giuseppe Ilaria Lorenzo Luca Luciano Luigi Marcello Marco Mario Matteo Maurizio Nicolò Paola "
    "Paolo Pietro Riccardo Rosanna Salvatore Silvia Stefano Teresa Tommaso Umberto Valentina "
    # northern and eastern Europe, Turkey, Arabic
    "Agnieszka Aleksandra Andrzej Barbora Bogdan Borys Dariusz Dmitri Dragan Ewa Gábor Goran Grzegorz Halina Igor "
    "Irina István Ivan Jadwiga Jakub Janusz Jerzy Jiří Kamil Katarzyna Kazimierz Krystyna Krzysztof László "
    "Ljudmila Łukasz Magdalena Małgorzata Marek Mateusz Milan Miroslav Nadia Natalia Natasha Oksana Olga Pavel "
    "Petr Piotr Radek Sergei Slobodan Stanisław Svetlana Tatiana Tomasz Václav Vladimir Wojciech Yuri Zbigniew "
    "Zoltán Zofia Anders Astrid Bjarne Einar Erik Freja Gunnar Helle Håkan Ingvar Kirsten Knud Lennart Magnus "
    "Mette Niels Ole Rasmus Signe Sigrid Søren Torben Aylin Ayşe Cem Elif Emine Emre Fatma Hasan Hatice Hüseyin "
    "İbrahim Kemal Leyla Mehmet Murat Mustafa Orhan Selin Yusuf Zeynep Abdul Abdullah Ahmad Ahmed Aisha Ali Amina "
    "Fatima Hamza Hussein Ibrahim Khadija Khalid Layla Mariam Mohamed Mohammad Mohammed Muhammad Omar Rashid "
    "Salma Samir Yasmin Youssef "
    # Asia
    "Akira Haruto Hiroshi Kazuo Keiko Kenji Sakura Takashi Yoko Yuki Yuko Jin Mei Wei Xiu Minh Nguyen Ravi Sanjay "
    "Priya Anjali Deepak Lakshmi Rajesh Sunita Vijay"
)
"""Given names that are no other word of a case."""

ABBREVIATIONS = _any(
    # imaging, function, laboratory
    "CT HRCT CTPA MR MRI MRT PET XR CXR US TTE TEE ECG EKG EEG EF LVEF RV LV RA LA PAP PH PAH RHC VC FVC TLC FEV "
    "DL DLCO KCO PFT ABG BGA PO PCO SO FIO CRP ESR BSG PCT WBC RBC HB HCT PLT LDH ALT AST GGT INR PTT BNP ANA "
    "ANCA RF CEA PSA TSH IGG IGA IGM IGE FLC KL SP GM BDG PCR AFB CD BAL BALF TBB TBLB VATS EBUS GGO "
    # diseases
    "MM SMM MGUS AL MDS AML ALL CLL CML NHL HL DLBCL MCL FL MZL MPN MF PV ET ITP TTP HLH GVHD CNS ILD DILD IPF "
    "UIP NSIP LIP DIP COP BOOP OP DAD ARDS ALI DAH HP AEP CEP EP PE DVT VTE PCP PJP TB MAC CMV EBV HSV VZV HIV "
    "HBV HCV RSV UTI CAP HAP VAP HF CHF CAD MI AF AV CKD AKI RI DM HTN OSA RA SLE SSC MS CVA TIA "
    # treatment, response, places of a hospital
    "MP MPT MPV MPR VMP VRD RVD VTD TD RD VD KRD DRD DVD IRD CRD PD PVD CYBORD ASCT SCT HSCT BMT CAR ICS LABA NIV "
    "CPAP ICU IMC ED ER OR CR VGPR PR MR SD PD ORR OS PFS IV IM SC BID TID QID QD BD OD PRN IMID IMIDS AE SAE ADR "
    "FDA EMA WHO ATS ERS ISS ECOG CTC USA UK EU"
)
"""Capitals that are no initials of a person."""
