"""Names that are words of English too, and abbreviations that look like somebody's initials."""

PARTICLES = frozenset(
    """
    al bin da das de del den der di do dos du el ibn la le of ten van von
    """.split()  # noqa: SIM905 - twenty lines else
)
"""Parts of names that are words of any text; not searched for where a name has them small."""

ALSO_WORDS = PARTICLES | frozenset(
    """
    abbey ally angel april art ash august autumn baker banks barber basil bat beck bell belle berry
    best bias bill billy bishop black bliss bond brooks brown burns bush butler cage cam candy
    carol carpenter chambers chance charity chase chat cherry chick christian chuck church clay
    clement cliff coco cole constant cook corny court crate cross crystal curt daisy dale dawn day
    dean dick dolly dot dotty drew dunk dutch duty dyer earl earnest em eve experience faith fall
    fanny farmer fate fay fie field fields fish fisher flick flora ford fox frank friend gab gates
    gay gee gene ginger glass glen glory good gory governor grace grant gray green grey gum guy
    hall ham hand hap harmony harry head heath heather herb hill hob hodge holly honey honor hop
    hope house hub hunt hunter iris ivy jack jasmine jay jean jock joy june junior kill king kit
    knight lake lane lark laurel law lee left life lily link little lolly long love mark marsh
    mason mat max may mean melody mercy mic midge miles mills mock moon moss nanny nap nappy natty
    newt nib nick noble norm north obedience ode olive one page park parks pat pate patience patsy
    patty pearl peg penny pierce pink pip pleasant pool poor pope post power presley price
    providence prudence rain randy ray raze reed reg relief rice rich ring river rivers rob robin
    rock rod rose rosemary rowan rush rusty sage sandy see serene sharp short shy silence sis skip
    sky sly small snow sol sonny squat star stark stew stone strong sue summer sunny sweet tab
    tabby teddy telly temperance terry than tick tiff trinity val vest vet viola violet wade walker
    wall ward wash waters weaver wells west white will win wise wolf wood woods woody young
    """.split()  # noqa: SIM905 - a line for each else
)
"""In small letters these may be the word as well as the name."""

ALSO_CAPITAL_WORDS = frozenset({"april", "august", "christian", "june", "may", "will"})
"""Of these a text has the word with a capital too: months, a faith, what begins a question."""

ABBREVIATIONS = frozenset(
    """
    aa am ad bc bp cv da dc dr dx ed eg er ic id ie iq ma mc md mgl mo na np ok pc pm pp ps pt ra rn
    rx si tv tx uk un us usa
    """.split()  # noqa: SIM905 - forty lines else
)
"""What stands with points or in capitals in many notes, and is then rarely somebody's initials."""
