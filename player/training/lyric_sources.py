"""What the lyric network is and what it was made of, in the words of its card. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SUMMARY = (
    "Kernel ridge regression on hashed n-grams of cleaned lyrics, on what linear experts of other"
    " texts say of them, and (English) on lengths, repeats and VADER's word ratings. English and"
    " Chinese, simplified or traditional. Known failures: nearly every second song is put into the"
    " wrong quadrant, while the side of the valence is right for seven of ten; sad and calm English"
    " songs are taken for each other, calm Chinese songs for sad ones; irony and stories told in"
    " another's voice are taken at their word; learned from Western pop, rock and metal and from"
    " the opening lines of Mandarin pop songs."
)

FIGURES_MADE = (
    "the folds of folds.csv; near copies of a fold's songs left out of its training; penalty and"
    " share of the Gaussian chosen inside the training, the make-up of experts while looking at"
    " these folds; ci95 by resampling artists (songs in English)"
)

SOURCES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "NJU MusicMood lyrics (training part)",
        "origin": "github.com/hyades910739/NJU_MusicMood",
        "terms": "no licence stated; lyrics are copyrighted, none are shipped",
        "use": "songs: four moods, English",
        "corpus": "nju_train",
    },
    {
        "name": "Lyrics by 28 adjectives after MIREX",
        "origin": "github.com/miamunoz22/lyrics-analyzer",
        "terms": "no licence stated; lyrics are copyrighted, none are shipped",
        "use": "English expert: adjectives mapped to four moods",
        "corpus": "mirex_like",
    },
    {
        "name": "MusicMood (happy and sad)",
        "origin": "github.com/rasbt/musicmood",
        "terms": "GPL-3.0 (code); lyrics are copyrighted, none are shipped",
        "use": "English expert: happy or sad",
        "corpus": "rasbt_musicmood",
    },
    {
        "name": "Sentiment analysis of traditional Chinese lyrics",
        "origin": "github.com/Letieateat/Sentiment-Analysis-of-Traditional-Chinese-Lyrics",
        "terms": "MIT (README); lyrics are copyrighted, none are shipped",
        "use": "songs: four moods, Chinese",
        "corpus": "mandopop_dev",
    },
    {
        "name": "SMP2020-EWECT messages",
        "origin": "github.com/BrownSweater/BERT_SMP2020-EWECT",
        "terms": "research use",
        "use": "Chinese expert: six emotions",
        "corpus": "smp2020_weibo",
    },
    {
        "name": "CLUE emotion analysis 2020",
        "origin": "github.com/CLUEbenchmark/CLUEmotionAnalysis2020",
        "terms": "no licence stated",
        "use": "Chinese expert: six emotions",
        "corpus": "clue_emotion",
    },
    {
        "name": "VADER sentiment lexicon",
        "origin": "github.com/cjhutto/vaderSentiment",
        "terms": "MIT",
        "use": "English: how pleasant each word is",
        "corpus": "",
    },
)
