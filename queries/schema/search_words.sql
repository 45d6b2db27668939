-- One row per word in which the text search looks, as it is folded there.

CREATE TABLE search_words (
    word  VARCHAR PRIMARY KEY,
    cases INTEGER NOT NULL
);

COMMENT ON TABLE search_words IS 'One row per folded word of letters in which the text search looks: what is offered where a word is found nowhere.';
COMMENT ON COLUMN search_words.word IS 'The word, folded.';
COMMENT ON COLUMN search_words.cases IS 'Number of cases that have it.';
