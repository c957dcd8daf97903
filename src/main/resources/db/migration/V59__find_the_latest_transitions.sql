-- Who came and went lately, whatever the segment.
create index transition_latest on transition (business_id, id);
