-- The words by which a client is found: id, names and e-mail without accents and capitals, and the digits of the phone number.
create function client_words(external_id text, profile jsonb) returns tsvector
    language sql immutable parallel safe
return (
    select array_to_tsvector(array_agg(left(word, 100)))
    from unnest(
        regexp_split_to_array(
            lower(regexp_replace(
                normalize(external_id || ' ' || coalesce(profile ->> 'firstName', '') || ' ' || coalesce(profile ->> 'lastName', '')
                          || ' ' || coalesce(profile ->> 'email', ''), nfd),
                '[\u0300-\u036f]', '', 'g')),
            '\s+')
        || regexp_replace(coalesce(profile ->> 'phone', ''), '[^0-9]', '', 'g')) as word
    where word <> '');

create index client_words on client using gin (client_words(external_id, profile)) where erased_at is null;
