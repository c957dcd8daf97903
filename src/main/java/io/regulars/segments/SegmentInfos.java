package io.regulars.segments;

import io.regulars.access.businesses.BusinessId;
import java.util.Map;

/** What is written about segments in the release that answers for a business. */
public interface SegmentInfos {
    /** By name; also segments that rules name and nobody wrote about, with their name as title. */
    Map<String, SegmentInfo> all(BusinessId business);
}
