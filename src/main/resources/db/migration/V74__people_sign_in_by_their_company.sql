-- A person who signs in by a company's own sign-in (OpenID Connect) is a row among the keys, of whose hash nobody has the secret: so roles, sessions,
-- the audit log and being revoked are the same for both. Who it is, the one who vouches for them says.
alter table api_key
    add column issuer  text,
    add column subject text,
    add check ((issuer is null) = (subject is null));
create unique index api_key_person on api_key (business_id, issuer, subject) where issuer is not null;
