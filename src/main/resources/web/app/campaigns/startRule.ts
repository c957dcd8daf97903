/** The rule by which a campaign starts for whoever comes into a segment. */
export function startRule(campaign: string, segment: string): string {
  return `// Written by the console.
rule "Start ${campaign}: comes into ${segment}"
when
    $c : Client()
    Entered( segment == "${segment}" )
then
    campaigns.start($c, "${campaign}");
end
`;
}
