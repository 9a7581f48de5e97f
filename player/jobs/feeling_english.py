"""English words for how somebody feels and what they want to hear. Data only, no code.

Pure Python, any thread. The layout is read by :mod:`player.jobs.feeling_lexicon`, which says what
each heading means. Other forms of a word (*cooked*, *cooking*) need no place of their own.
"""

MOODS = """
mood energetic: energetic, energy, energised, energized, energizing, lively, upbeat, pumped up,
    pump me up, pump up, get me going, get me moving, get moving, gets me moving, powerful, power,
    driving beat, banging, banger, bangers, hype, hyped, hype me up, adrenaline, electrifying,
    exciting, excited, thrilling, thrilled, wild, rousing, stirring, motivating, motivation,
    motivate, motivated, vigorous, dynamic, high energy, full of energy, up tempo, uptempo,
    punchy, groovy, groove, funky, danceable, bouncy, epic, triumphant, heroic, anthem, anthemic,
    stadium, wake me up, wake up, invigorating, unstoppable, on fire, fired up, psyched, stoked,
    ecstatic, euphoric, euphoria, exhilarated, exhilarating, turn it up, crank it up, blast,
    let's go, going crazy, go crazy, restless energy, fierce and fun, kick, kickass, rocking,
    shake it, jump around, jumping, spirited, boost, give me a boost, hyper, buzzing, pumping,
    big beat, beats that move, adventurous spirit
mood happy: happy, happier, happiness, cheerful, cheery, cheer, cheer me up, cheering, joy,
    joyful, joyous, merry, glad, glee, gleeful, sunny, bright, brighten, uplifting, uplift,
    lift my spirits, lift my mood, lift me up, feel good, feelgood, feel-good, good mood,
    great mood, good vibes, positive, positivity, optimistic, hopeful, playful, fun, funny, silly,
    carefree, light hearted, lighthearted, light-hearted, breezy, summery, sweet and sunny, smile,
    smiling, make me smile, laugh, laughing, delighted, delightful, pleased, content and cheerful,
    jolly, bubbly, perky, sunshine, wonderful, fantastic, amazing, awesome, great, brilliant,
    fabulous, marvellous, marvelous, lovely, beautiful day, perfect day, over the moon,
    on cloud nine, on top of the world, walking on air, can't stop smiling, grateful, thankful,
    blessed, proud, celebrate, celebrating, celebration, celebratory, happy tears, life is good,
    good news, best day, good day, great day, feeling good, feel better, make me feel better,
    feeling great, i did it, we did it, we won, nailed it, got the job, got a job, got promoted,
    promotion, passed my exam, passed the exam, passed my test, passed, aced, graduated,
    got a raise, hooray, yay, woohoo, yippee, hurray, feel alive, alive, fresh, warm and fuzzy,
    feelgood tunes, optimism, elated, jubilant, radiant, blissful joy, light and easy,
    light and bright, whimsical, cute, charming, chirpy, peppy, up lifting
mood romantic: romantic, romance, love song, love songs, in love, falling in love, fall in love,
    fell in love, tender, tenderness, intimate, intimacy, sensual, sexy, seductive, passionate,
    passion, cuddle, cuddly, cuddling, snuggle, snuggling, kiss, kissing, affection, affectionate,
    warm hearted, heartwarming, sweetheart, smooth and sexy, make out, making love, date night,
    first date, on a date, a date, hot date, valentine, valentine's day, valentines day,
    anniversary, honeymoon, wedding, propose, proposal, slow dance, slow dancing, candlelight,
    candle light, candlelit, candles, serenade, crush, have a crush, butterflies in my stomach,
    butterflies, soulmate, my love, i love you, love you, for two, just the two of us,
    the two of us, tender hearted, sweet nothings, dreamy love, loving, lovey, lovey dovey, lover,
    lovers, love, warm, warmth, sentimental love, enamored, smitten, flirty, flirting
mood calm: calm, calming, calm down, calm me down, calmer, calmness, peaceful, peace, quiet down,
    serene, serenity, tranquil, tranquility, relax, relaxed, relaxing, relaxation, chill, chilled,
    chilling, chill out, chill-out, chillout, mellow, gentle, gently, soothing, soothe, soothe me,
    easy going, easygoing, easy listening, laid back, laid-back, light, airy, dreamy, floating,
    float, ethereal, unwind, unwinding, wind down, winding down, slow down, rest, resting,
    restful, zen, mindful, mindfulness, comfort, comforting, comfort me, comfortable, comfy, cozy,
    cosy, safe, hug me, healing, heal, heal me, recover, recovery, take it easy, easy, kick back,
    breathe, deep breath, stillness, hushed, delicate, background, background noise, unobtrusive,
    nothing distracting, not distracting, without distraction, no distractions, slow and gentle,
    ease me, ease my mind, clear my head, clear my mind, settle my nerves, settle down, settle,
    decompress, de-stress, destress, lullaby, lullabies, ambience, tranquilizing, pacify,
    take the edge off, cool down, cooling down, put me at ease, at ease, nothing fancy, low key,
    low-key, lowkey, space out, zone out, drift, drift off, drifting, content, contented, spa,
    minimal, minimalist, minimalistic
mood melancholic: melancholic, melancholy, sad, sadder, wistful, bittersweet, tearjerker,
    tear jerker, tearful, sorrow, sorrowful, mournful, mourning, elegy, plaintive, lament,
    nostalgic, nostalgia, reminisce, reminiscing, yearning, longing, pensive, reflective,
    introspective, contemplative, moody, blue, weepy, cry to, to cry to, cry along, good cry,
    sad girl, sad boy, sob, sobbing, emo, brooding, poignant, soulful and sad, depressing,
    downbeat, heartfelt, autumnal, memories, old memories, remember, remembering, looking back,
    the good old days, good old days, wallow, wallowing, broken hearted ballads, torch song,
    torch songs
mood dark: dark, darker, darkness, gloomy, gloom, grim, bleak, sombre, somber, eerie, spooky,
    creepy, haunting, haunted, sinister, ominous, gothic, goth, macabre, doom, doomy, evil, heavy,
    horror, halloween, scary, ghost, ghosts, vampire, vampires, noir, shadowy, shadows,
    mysterious, mystery, mystic, occult, witchy, witch, demonic, hellish, apocalyptic, apocalypse,
    dystopian, cyberpunk, villain, villainous, nightmare, murky, brutal and slow, sinister mood,
    depths
mood tense: tense, tension, suspense, suspenseful, thriller, nervous energy, unsettling,
    uneasy music, edgy, on the edge of my seat, nail biting, chase scene, frantic, chaotic, chaos,
    manic, dissonant, paranoid, urgent, urgency, dramatic, drama, disturbing, intense, intensity,
    agitated, hectic
mood angry: angry, anger, rage, raging, furious music, aggressive, aggression, scream along,
    scream, screaming, shout along, yell along, headbang, head bang, headbanging, mosh, moshing,
    moshpit, mosh pit, smash things, smash something, break things, break something, break stuff,
    destroy, punch a wall, punch something, let it out, let it all out, vent, venting,
    let off steam, blow off steam, rebellious, rebel, brutal, violent, ferocious, savage, hostile,
    vicious, badass, hard hitting, raw and loud, hate everything
"""

FEELINGS = """
felt melancholic > calm melancholic: upset, unhappy, heartbroken, heart broken, broken heart,
    broken hearted, brokenhearted, heartbreak, heartache, heart aches, heart is broken, hurt,
    hurting, in pain, grief, grieving, sorrowed, miserable, misery, down, feeling low, so low,
    feel low, low spirits, feeling down, feel down, feeling blue, feel blue, got the blues,
    have the blues, monday blues, winter blues, the blues today, crying, cry, cried, tears, weep,
    weeping, can't stop crying, in tears, want to cry, need to cry, feel like crying, miss you,
    miss him, miss her, missing you, missing him, missing her, miss my, missing my, i miss,
    miss home, homesick, homesickness, loss, lost someone, lost my dad, lost my mum, lost my mom,
    lost my dog, lost my cat, lost my friend, lost my job, got fired, fired today, been fired,
    laid off, passed away, died, dead, death, funeral, goodbye, farewell, broke up, break up,
    breakup, breaking up, dumped, dumped me, left me, leaving me, walked out on me, divorce,
    divorced, rejected, rejection, turned me down, disappointed, disappointing, disappointment,
    let down, failed, failure, fail, failed my exam, failed the exam, flunked, regret, regrets,
    regretful, guilty, guilt, ashamed, gutted, crushed, devastated, bummed, bummed out, bummer,
    glum, blah, not okay, not ok, not fine, not well, not good, not great, not so good,
    not so great, not doing well, not happy, not feeling it, not myself, bad mood, in a bad mood,
    foul mood, terrible mood, low mood, not in a good mood, not in the best mood, sad day,
    terrible news, bad news, unloved, cheated on me, betrayed, betrayal, falling apart, broken,
    sick of everything, everything hurts, under the weather, feel sad, feeling sad, so sad,
    wounded, mistreated, pathetic, worthless, useless, insecure, self pity, wish you were here,
    long distance, far from home, the end of us
felt melancholic > calm romantic: lonely, alone, loneliness, lonesome, all by myself, by myself,
    no one understands, nobody understands, no friends, nobody loves me, left out, isolated,
    abandoned, unwanted, forgotten, single again, need a hug, a hug, hug
felt dark > calm: depressed, depression, hopeless, hopelessness, despair, desperate, empty inside,
    empty, emptiness, numb, feel nothing, dead inside, give up, giving up, can't go on, pointless,
    meaningless, no point, suicidal, want to disappear, dark place, dark thoughts,
    overwhelmed by life, life sucks, hate my life, hate myself, in a hole, rock bottom,
    drained of hope
felt tense > calm: stressed, stress, stressful, stressed out, anxious, anxiety, nervous, nerves,
    worried, worry, worrying, worries, uneasy, afraid, scared, fear, fearful, frightened,
    terrified, panic, panicking, panicky, panic attack, pressure, under pressure, overwhelmed,
    overwhelming, overworked, deadline, deadlines, exam, exams, exam tomorrow, interview tomorrow,
    job interview, interview, presentation tomorrow, restless, on edge, jittery, jumpy,
    tense shoulders, overthinking, can't stop thinking, racing thoughts, mind is racing,
    my mind won't stop, uptight, wound up, freaking out, freaked out, insomnia again,
    too much on my mind, a lot on my mind, burnt out, burned out, burnout, burn out,
    too many meetings, too much work, busy day, so busy, hectic day, long week, dentist, surgery,
    hospital
felt angry > calm: furious, mad, mad at, pissed, pissed off, annoyed, annoying, irritated,
    irritating, frustrated, frustrating, frustration, fed up, outraged, enraged, livid, resentful,
    resent, bitter, hate, hate my boss, hate my job, hate people, sick of people, lost my temper,
    losing my temper, my boss yelled, yelled at me, shouted at me, argument, argued, arguing,
    quarrel, had a fight, fight with, fighting with, a fight, fought with, unfair, jealous,
    jealousy, want to scream, could scream, feel like screaming, boiling, seething, fuming,
    grumpy, cranky, cross, moody today, ticked off, drives me crazy, driving me crazy,
    drives me mad, driving me mad, driving me nuts, gets on my nerves, stupid boss, idiots, idiot,
    traffic jam, stuck in traffic, late again
felt - > calm: tired, exhausted, exhausting, exhaustion, sleepy, drowsy, worn out, wiped out,
    knackered, shattered, weary, fatigued, fatigue, drained, dead tired, dead on my feet,
    no energy, low energy, out of energy, sick, ill, fever, flu, have a cold, a cold, headache,
    migraine, hangover, hungover, hung over, sore, ache, aching, cramps, long day, rough day,
    hard day, tough day, bad day, terrible day, awful day, horrible day, shitty day, crappy day,
    rotten day, worst day, the worst, rough night, rough week, hard week, tough week, bad week,
    rough time, hard time, tough time, rough one, rough, nightshift, night shift, jet lag, jetlag,
    jetlagged, jet lagged, terrible, awful, horrible, sucks, everything sucks, like crap,
    feel like shit, like shit, crappy, shitty, lousy, sensory overload, overstimulated, noise,
    noisy day, too loud here, lazy, feeling lazy
felt - > happy energetic: bored, boring, boredom, dull, uninspired, unmotivated, no motivation,
    lethargic, sluggish, stuck in a rut, meh, need a kick, nothing to do, procrastinating,
    can't get up, can't get out of bed, don't want to get up, monday, mondays, monday morning
felt calm > calm: satisfied, fulfilled, relieved, relief, at peace, feeling calm, feel calm,
    contented heart, cosy at home
"""

SETTINGS = """
activity energetic: workout, work out, working out, gym, lifting, lift weights, weights, deadlift,
    squats, push ups, pushups, run, running, runner, ran, jog, jogging, marathon, sprint,
    sprinting, cycling, bike ride, biking, spin class, spinning, cardio, hiit, crossfit, training,
    train hard, exercise, exercising, boxing, kickboxing, sport, sports, football, soccer,
    basketball, tennis, game day, match day, before the match, skiing, snowboarding,
    skateboarding, skating, surfing, swimming, climbing, aerobics, zumba, warm up, warming up,
    competition, race, racing, leg day, treadmill, rowing, gaming, video games, playing games,
    hackathon, speed
activity energetic happy: party, partying, parties, house party, pre drinks, pregame, pregaming,
    going out, night out, go out tonight, club, clubbing, dance, dancing, dance floor, dancefloor,
    disco night, rave, festival, friends coming over, friends are coming over, friends over,
    girls night, girls' night, boys night, birthday, birthday party, new year's eve,
    new years eve, karaoke, sing along, singalong, singing along, road trip, roadtrip, drive,
    driving, highway, motorway, in the car, car ride, top down, commute to work, clean, cleaning,
    clean the house, cleaning the house, clean my room, cleaning my room, tidy, tidying, tidy up,
    housework, chores, vacuum, vacuuming, laundry, wash the dishes, washing the dishes,
    doing the dishes, dishes, ironing, mopping, moving house, packing, getting ready, get ready,
    get dressed, morning routine, get up, getting up, friday, friday night, saturday night,
    weekend, the weekend, tgif, holiday starts, school's out, rollerblading, play with the kids,
    playing with the kids, with the kids, kids, barbecue, bbq, cookout, pool party, graduation,
    flying a kite
activity happy calm: cook, cooking, cook to, kitchen, bake, baking, breakfast, brunch, lunch,
    picnic, gardening, garden, knitting, crafts, diy, painting, draw, drawing, sewing, shopping,
    dinner with friends, dinner party, family dinner, hosting, guests, walking the dog,
    walk the dog, stroll, strolling, walk, walking, walk in the park, hike, hiking, camping, trip,
    travel, travelling, traveling, on the train, train ride, train journey, on the bus, commute,
    commuting, beach, at the beach, seaside, by the sea, sailing, fishing, board games, vacation,
    holiday, holidays, island, playing with my dog, feed the cat
activity calm: sleep, asleep, sleeping, fall asleep, falling asleep, can't sleep, cannot sleep,
    couldn't sleep, cant sleep, go to sleep, going to sleep, put me to sleep, sleepless, insomnia,
    bed, bedtime, in bed, go to bed, going to bed, before bed, nap, napping, doze, dozing,
    goodnight, good night, dream, dreams, put the baby to sleep, baby, baby to sleep, newborn,
    bath, bathtub, take a bath, shower, massage, sauna, yoga, stretch, stretching, pilates,
    meditate, meditating, meditation, pray, prayer, praying, tai chi, read, reading, a book, book,
    books, study, studying, studies, homework, learn, learning, revise, revising, revision,
    thesis, essay, write, writing, writer, work, working, at work, office, focus, focused,
    focusing, can't focus, concentrate, concentrating, concentration, can't concentrate, code,
    coding, programming, debug, debugging, deep work, think, thinking, library, tea, drink tea,
    cup of tea, coffee, cup of coffee, cafe, coffee shop, cat on my lap, fireplace, by the fire,
    sofa, couch, on the couch, lie down, lying down, hammock, do nothing, doing nothing,
    stare at the ceiling, stargazing, stars, sunbathing, waiting, wait, plane, on the plane,
    flight, flying, museum, gallery
activity romantic calm: candlelight dinner, candlelit dinner, romantic dinner, dinner,
    dinner for two, wine, glass of wine, red wine, a date with, with my girlfriend,
    with my boyfriend, with my wife, with my husband, with my partner, with my love, with her,
    with him, wedding dance, first dance
scene calm melancholic: rain, rainy, raining, rainy day, rainstorm, drizzle, drizzling, grey day,
    gray day, cloudy, overcast, grey, gray, fog, foggy, mist, misty, autumn, fall leaves,
    november, october, leaves falling, old photos, alone at night, train window, window seat,
    empty street, empty streets, whiskey, whisky, bourbon, cigarette, smoke, candle
scene calm romantic: night, nights, tonight, late night, late-night, latenight, midnight, 3am,
    2am, 1am, 4am, after dark, moon, moonlight, moonlit, evening, evenings, dusk, sunset,
    twilight, snow, snowing, snowy, winter, winter night, starry, starry night, fireside, blanket,
    under a blanket, hot chocolate, at home, staying in, stay in, cosy evening, night drive,
    driving at night, night driving, late night drive, home, quiet night
scene happy calm: morning, mornings, sunrise, dawn, early, sunday, sunday morning, lazy sunday,
    afternoon, spring, blossom, blossoms, flowers, birds, birds singing, bird song, sun, blue sky,
    clear sky, nature, forest, meadow, countryside, mountains, mountain, river, lake, ocean, sea,
    waves, breeze, childhood, kid again, like when i was a kid, puppy, kitten, balcony, porch,
    terrace
scene happy energetic: summer, summertime, hot day, heat, tropical, sunny day, city lights, neon,
    downtown, saturday, new year, spring break, carnival, fireworks, vitamin sea
scene dark tense: storm, stormy, thunder, thunderstorm, lightning, haunted house, horror movie,
    horror film, scary movie, graveyard, cemetery, basement, abandoned building, castle, dungeon
"""

SOUND = """
energy -0.5 calm: quiet, quieter, quietly, soft, softer, softly, slow, slower, slowly, low volume,
    turn it down, tone it down, toned down, less energy, less intense, less energetic, less loud,
    less noise, less noisy, less hectic, acoustic, unplugged, stripped down, subdued, silent,
    silence, whisper, whispery, whispering, peace and quiet, keep it down, down tempo, downtempo,
    small sound
energy 0.5 energetic: loud, louder, loudly, noisy, fast, faster, quick, quicker, more energy,
    more energetic, livelier, more lively, more intense, hard, harder, heavier, faster tempo,
    full volume, max volume, bass, bass heavy, deep bass, big drums, drums, thumping, pounding,
    high tempo, high bpm, more power, pick up the pace, bigger
style classical: piano, piano music, violin, cello, strings, harp, flute, mozart, bach, beethoven,
    chopin, vivaldi, debussy, satie, orchestra music, nocturne, nocturnes, waltz, waltzes,
    sonatas, requiem, choir, organ
style folk: acoustic guitar, fingerpicking, ukulele, banjo, campfire, campfire songs,
    storyteller songs
style jazz: saxophone, sax, trumpet, jazzy, jazz bar, jazz club, crooner, crooners
style electronic: house music, dance music, club music, techno music, garage music, jungle music,
    electronica, synth, synths, synthesizer, dj set, lo-fi beats, chillhop, edm drop, trance music
style hip-hop: rapping, rapper, rappers, beats, freestyle, hiphop beats
style metal: metalhead, heavy metal, death growl, growling, double bass
style rock: guitar solo, guitar solos, electric guitar, guitars, rock'n'roll, rock and roll,
    rock n roll, garage rock, rock out, rocker
style pop: poppy, catchy, top 40, charts, chart hits, pop songs, boy band, girl group, ballad,
    ballads
style soundtrack: movie music, film music, from movies, from films, movie score, film scores,
    game soundtrack, anime music, musicals, disney
style country: country music, country song, country songs, cowboy, cowboys, nashville, honky tonk
style world: world music, african music, indian music, arabic music, sitar, ethnic music,
    celtic harp
style reggae: jamaica, jamaican, island vibes, rasta
style latin: latin music, latino, spanish guitar, brazilian, cuban, bossa, salsa dancing
style blues: blues, blues records, blues music, blues guitar, blues bar, some blues, old blues,
    delta blues, slow blues
style soul: soul music, soulful, r&b, rnb, motown hits, funk, neo-soul, gospel music
style disco: disco, disco fever, seventies dance
style punk: punk, punk rock, pogo
style ambient: drones, soundscape, soundscapes, textures, nature sounds, white noise,
    ambient music, space music
adventure 0.9: something new, new music, surprise me, surprise, never heard, haven't heard,
    havent heard, not heard before, haven't listened, unknown, undiscovered, discover, discovery,
    discoveries, explore, exploring, unfamiliar, fresh music, something different, something else,
    anything different, adventurous, obscure, hidden gems, hidden gem, experimental
adventure 0.1: familiar, favourite, favourites, favorite, favorites, my favourites, my favorites,
    well known, that i know, i know, known songs, classics, old favourites, old favorites,
    the usual, usual, hits, songs i love, what i love, comfort songs
smooth: seamless, seamlessly, continuous, nonstop, non-stop, non stop, flowing,
    smooth transitions, smooth, without breaks, without gaps, gapless
"""

GRAMMAR = """
hear: play, put on, looking for, search for, in the mood for, mood for, feel like some, hear,
    listen to, listening to, listen, some, something, anything, any, recommend, suggest,
    music for, songs for, song for, playlist for, tunes for, soundtrack to, soundtrack for,
    music to, songs to, a song to, tunes to, hit me with, throw on, spin, queue, give me, gimme,
    i love, i like, love listening to, i enjoy, i prefer, how about, what about, could use some
wish: want, wants, wanted, wanna, need, needs, let's, lets, let us, feel like, feeling like,
    would like, i'd like, we'd like, could use, please, pls, plz, bring, help me, help, make me,
    get me, show, find, time for, crave, craving, ready for, ready to, try, can you, could you,
    can i, may i, let me, prefer, rather, more, wish, so that i, in order to, dying for, fancy,
    turn my mood, take me to, take me, keep me, put me, hoping for, hope for, going to, about to,
    gonna, to, trying to, i should, wanting
state: i'm, im, i am, i feel, feel, feels, feeling, felt, i've been, i was, i've had, had, we're,
    we are, it's been, my mood, my mood is, my heart, my day, i'm so, i got, makes me, made me,
    making me, being, me and, been, was, am
hint: so, today, right now, rn, lately, really, very, these days, super, totally, completely,
    utterly, absolutely, still, again, a bit, a little, kinda, kind of, sort of, bit, little,
    tonight i, after
not: not, no, never, without, doesn't, doesnt, isn't, isnt, aren't, arent, wasn't, won't, wont,
    nor, neither, not too, not so, not very, not that, not really, isn't too, hardly, barely,
    far from
avoid: not so much, not for me, don't, dont, do not, nothing, none, except, except for,
    anything but, everything but, other than, instead of, rather than, avoid, skip, less,
    tired of, sick of, enough of, enough, stop, no more, leave out, exclude, excluding, minus,
    hold the, don't want, do not want, dont want, don't need, don't play, do not play,
    don't feel like, not in the mood for, not into, not feeling like, can't stand, cannot stand,
    don't give me, don't like, do not like, dislike, hate hearing, keep away from, stay away from,
    no need for, away with, nothing too, nothing that, no thanks, please no, not another,
    bored of, bored with, had enough of, don't put on, don't make it, without any, not more
relief: relieve, ease, reduce, get rid of, getting rid of, forget, forget about, get over,
    getting over, overcome, fight, fight off, shake off, shake, let go of, escape, escape from,
    take my mind off, distract me from, release, release my, work off, stop being, stop feeling,
    out of this, snap out of, snap me out of, against, cure, cure for, drown out, drive away,
    chase away, no longer, not anymore, less of this, deal with, cope with, coping with, survive,
    handle, manage, make me forget, through
but: but, though, although, however, yet, except i, because, cause, cuz, since, so please, then,
    and then, and now, now, while, when, whereas, just, only
or: or, and, as well as, plus
too: too, overly, excessively, way too
music: song, songs, music, tune, tunes, track, tracks, playlist, mix, album, albums, record,
    records, beat, melody, melodies, sound, sounds, sounding, vibe, vibes, soundtrack, number,
    stuff, tones, radio, jam, jams
skip: a, an, the, this, that, these, those, i, me, my, mine, myself, you, your, yours, we, us,
    our, he, him, his, she, her, hers, it, its, they, them, their, one, ones, who, whom, whose,
    which, what, what's, whats, how, why, where, is, are, were, be, do, does, did, doing, done,
    have, has, having, having a, i've, i'll, i'd, you're, you've, he's, she's, it's, that's,
    there's, there, here, will, would, shall, should, can, could, may, might, must, of, in, on,
    at, by, for, from, with, into, onto, about, over, under, up, out, off, as, if, than, also,
    even, much, many, most, all, every, each, both, few, lot, lots, quite, pretty, rather a, such,
    like, go, goes, going, gone, went, come, coming, came, get, getting, got, make, making, made,
    let, take, taking, took, keep, keeping, put, say, says, said, know, see, look, thing, things,
    way, time, times, moment, while i, day, days, week, month, year, people, someone, somebody,
    anyone, everyone, everybody, everything, nobody, mood, hi, hello, hey, ok, okay, well, oh, ah,
    wow, lol, haha, omg, yes, yeah, yep, thanks, thank you, thank, until, till, before, during,
    between, around, through the, back, away, down the, next, last, first, again and, ever,
    always, sometimes, often, maybe, perhaps, probably, definitely, actually, basically,
    literally, ago, yesterday, tomorrow, later, soon, already, almost, along, together, own, same,
    other, another, different, kind, sort, type, style, genre, good, nice, better, best, bad,
    worse, big, small, old, new, long, short, low, right, left, full, half, real, sure, am i,
    will be, won't be, don't know, do i, mean, means, think i, guess, bring me, wanted to, friend,
    friends, some kind, some sort, my mind, mind, my life, life, world, whole, the world,
    whole world, place, room, house, head, heart, soul, my soul, body, eyes, hands, face, man,
    woman, boy, girl, guy, guys, girls, boys, mum, mom, dad, mother, father, parents, brother,
    sister, family, wife, husband, girlfriend, boyfriend, partner, boss, job, school, class,
    the country, my country, folks, why not, not only, no matter, no doubt, not not yet, no idea,
    or so, whatever, window, windows, open, play me, just got, tv, phone, hour, hours, minutes,
    minute, s, t, m, re, ve, ll, d, x
"""
