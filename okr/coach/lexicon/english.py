"""English words by what they say about a goal; see the package for the source."""

from okr.coach.lexicon.build import inflected

#: Something is done: whether it had an effect is not said.
ACTIVITY = inflected(
    "launch release develop implement create draft prepare design redesign host organise organize"
    " conduct perform attend visit talk interview survey research analyse analyze investigate"
    " explore review audit document test pilot migrate move switch update introduce install"
    " establish define finalise finalize complete finish start continue coordinate cooperate"
    " collaborate work align discuss present report share publish post train coach educate hire"
    " recruit collect gather compile list monitor track check maintain support handle process"
    " answer respond reply contact call pitch negotiate purchase order procure integrate connect"
    " configure deploy refactor clean fix repair brainstorm schedule arrange participate join"
    " promote advertise produce record film translate standardise standardize formalise formalize"
    " evaluate assess select adopt apply experiment help assist organize benchmark moderate"
    " automate upgrade rename change add remove replace correct tweak request engage circulate"
    " approach outline sketch model prototype consolidate inspect execute deliver propose"
    " initiate facilitate administer celebrate relocate renovate replan revise inventory archive"
    " kick roll follow carry look onboard validate price digitise digitize merge centralise"
    " centralize catalogue outsource invite announce communicate explain showcase issue renew"
    " appoint"
    " nominate assign distribute circulate archive label tag scan print import export clarify"
    " confirm"
    " agree decide discover gauge estimate calculate count measure sample simulate rehearse pursue"
    " tackle address mentor supervise interact socialise brief notify inform remind invoice bill"
    " deliver ensure_that equip furnish decorate paint sketch storyboard animate localise localize"
    " transcribe summarise summarize categorise categorize prioritise prioritize reorganise"
    " reorganize restructure rearrange reassess reconsider renegotiate re-evaluate rephrase patch"
    " debug provision configure customise customize embed wire construct assemble manufacture"
    " source stock ship_out sponsor endorse demo trial crawl scrape index query backfill sunset"
    " deprecate retire dismantle uninstall disable enable activate register file submit apply_for"
    " request solicit canvass poll debrief familiarise familiarize acquaint educate enlist staff"
    " form found name shadow observe watch listen browse sort filter clear tidy vet screen",
    "ship plan map set chat log",
    "build builds built building write writes wrote writing hold holds held holding run runs ran"
    " running do does did doing meet meets met meeting speak speaks spoke speaking send sends sent"
    " sending teach teaches taught teaching buy buys bought buying begin begins began beginning"
    " rewrite rewrites rewrote rewriting rework put find finds finding think read reading"
    " choose chooses chose choosing a/b go goes lay undertake oversee get-together study studies"
    " studied studying try tries tried trying prep sync draw drawing pay pays paid"
    " paying identify identifies identified identifying",
)
#: Something is worked on to be better: half an activity, half a change.
REFINE = inflected("optimise optimize refine polish streamline perfect tune revamp")
#: Something becomes different or is reached: the natural beginning of a result.
CHANGE = inflected(
    "improve increase raise boost lift enhance strengthen reduce decrease lower shorten accelerate"
    " expand extend deepen minimise minimize maximise maximize elevate double triple halve ensure"
    " achieve reach gain secure retain attract delight convert generate earn save avoid eliminate"
    " prevent exceed outperform stabilise stabilize scale simplify modernise modernize ease foster"
    " encourage guarantee cultivate stimulate increase protect free open enter penetrate establish"
    " prove demonstrate unlock transform turn capture advance restore recover regain deserve"
    " empower inspire motivate satisfy surprise dominate conquer close reinforce reinvent"
    " rescue revive redefine reimagine rejuvenate revolutionise revolutionize unify champion defend"
    " deserve nurture shape streamline solidify fortify intensify diversify multiply amplify"
    " consolidate monetise monetize democratise democratize humanise personalise personalize"
    " energise energize reduce_to eradicate curb mitigate alleviate relieve lighten shift pioneer"
    " outgrow overtake surpass beat earn convince persuade engage enable recapture reposition"
    " rebuild rethink relaunch broaden widen sharpen heighten hasten quicken facilitate smooth"
    " sustain preserve safeguard shield uphold prosper thrive flourish succeed excel position",
    "cut hit win",
    "have has having grow grows won winning grew grown growing make makes made making become"
    " becomes became becoming keep"
    " keeps kept keeping drive drives drove driven driving give gives gave giving get gets got"
    " getting be rise rises rose rising fall falls fell falling shrink shrinks shrank lead leads"
    " led leading build builds built stay stays take takes bring brings brought let break breaks"
    " speed hold outsell outsells rebuild rebuilt rethink stand put",
)
#: Words that are verbs and nouns alike; at the beginning of a short line they may be either.
VERB_OR_NOUN = frozenset(
    "market support design launch research process test lead brand cost plan release report share"
    " record change review audit start contact order work call post list schedule track monitor"
    " experiment pilot purchase benchmark model price issue document survey interview visit talk"
    " host coach answer request upgrade update deploy film map log inventory prototype check help"
    " reply value cash access supply program export import trade demand finance fund project"
    " contract"
    " profit risk store shop stock sample".split()
)
#: Nouns of work that only look like verbs.
WORK_NOUN = frozenset(
    "building meeting hiring training planning reporting recruiting onboarding testing marketing"
    " pricing purchasing engineering learning branding budgeting auditing networking publishing"
    " advertising coaching staffing sourcing forecasting financing invoicing packaging".split()
)
#: Verbs that make a clause wherever they stand.
FINITE = frozenset(
    "is are was were has have had will can could should must may becomes become get gets feel feels"
    " love loves know knows want wants choose chooses prefer prefers earns wins makes gives grows"
    " rises falls reaches depend depends trusts thinks enjoy enjoys recommend recommends needs"
    " finds finish finishes stays works helps understand understands launches welcomes leads"
    " improves succeeds go goes come comes buy buys use uses see sees say says pays keeps".split()
)
DETERMINERS = frozenset(
    "the a an our my your their its his her this these those all every each more most new better"
    " best some any both what how us them it you with to in on up out for from and"
    " people customers users everyone everybody".split()
)
#: What follows a verb that has an object, and hardly ever a noun.
OBJECT_STARTS = frozenset(
    "the a an our my your their its how what who why where us them it".split()
)
#: Adjectives that look like adverbs.
ADJECTIVE_IN_LY = frozenset(
    "weekly daily monthly yearly hourly quarterly early friendly family supply assembly".split()
)
#: Adjectives that compare: a change is named, its size is not.
COMPARATIVE = frozenset(
    "more less fewer better worse higher lower faster slower stronger weaker greater bigger smaller"
    " larger shorter longer cheaper happier easier simpler cleaner quicker smoother healthier safer"
    " leaner smarter closer deeper broader wider richer earlier sooner friendlier tighter smarter"
    " brighter clearer nicer newer fresher sharper calmer quieter warmer bolder".split()
)
VAGUE = frozenset(
    "good great best excellent high low strong smooth significant significantly considerably"
    " noticeably substantially effective efficient robust reliable stable seamless happy satisfied"
    " motivated world-class outstanding superb positive healthy sustainable scalable amazing solid"
    " clearly markedly greatly well much many flawless perfect".split()
)
#: Verbs that say little by themselves: "open a server" is done, "get a better rating" is a change.
LIGHT = frozenset("have get give make put bring take open close lead keep cut hit free set".split())
#: What can be built up but never handed over, and its opposite.
ABSTRACT = frozenset(
    "trust culture reputation relationship relationships loyalty experience awareness confidence"
    " credibility momentum morale team-spirit spirit service value buzz interest rapport presence"
    " community goodwill leadership excellence impact".split()
)
ARTEFACTS = frozenset(
    "guide plan feature tool dashboard page site website app report document process system model"
    " programme program playbook portal service-desk template policy catalogue manual handbook"
    " database framework roadmap posters poster flyers flyer slides materials content"
    " brochure leaflet banner budget survey campaign video course training api module".split()
)
#: Nouns that name an activity ("bug fixes", "sales training").
ACTIVITY_NOUN = frozenset(
    "training trainings workshop workshops meeting meetings fix fixes interview interviews"
    " campaign campaigns event events research analysis study survey visit visits review reviews"
    " launch launches release migration rollout roll-out implementation setup set-up documentation"
    " planning preparation coordination maintenance testing reporting onboarding brainstorming"
    " audit audits webinar webinars presentation presentations redesign refactoring cleanup"
    " clean-up installation deployment 1:1s talks calls demo demos session sessions meetup"
    " discussions negotiation negotiations networking hackathon offsite posts posting mailing"
    " podcast newsletter stand-up stand-ups integration inspection recruiting recruitment"
    " translation hiring development creation relocation rebranding kick-off kickoff".split()
)
