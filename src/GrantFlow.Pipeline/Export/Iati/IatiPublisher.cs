namespace GrantFlow.Pipeline.Export.Iati;

/// <summary>Who publishes: a deployment's own settings.</summary>
/// <param name="Reference">The organisation's identifier in the IATI registry.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind, by the code list OrganisationType.</param>
public sealed record IatiPublisher(string Reference, string Name, int Type);
