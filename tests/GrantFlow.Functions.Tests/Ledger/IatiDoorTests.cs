using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Seals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Who may publish, and over which months.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class IatiDoorTests(Service service)
{
    private const string Reference = "Iati:Publisher:Reference", Name = "Iati:Publisher:Name", Type = "Iati:Publisher:Type";

    [Theory]
    [InlineData("from=2001-01-02&to=2001-01-31", "from")]
    [InlineData("from=2001-01-01&to=2001-01-30", "to")]
    [InlineData("from=2001-02-01&to=2001-01-31", "to")]
    [InlineData("from=2099-01-01&to=2099-01-31", "to")]
    [InlineData("from=2001-01-01&to=2002-12-31", "to")]
    [InlineData("from=2001-01-01&to=2001-01-31&programme=no-such-one", "programme")]
    [InlineData("from=2001-01-01&to=2001-01-31&line=calais-avr/reintegration", "line")]
    public async Task Months_that_are_none_are_named(string query, string field)
    {
        await service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        (await (await service.Finance()).Get($"ledger/iati?{query}")).IsBad(field);
    }

    [Fact]
    public async Task Where_nobody_publishes_that_is_said()
    {
        await service.Host.Services.GetRequiredService<Sealer>().Tick(default);
        (await (await service.Auditor()).Get("ledger/iati?from=2001-01-01&to=2001-02-28")).IsProblem(409, "no-publisher");
    }

    [Theory]
    [InlineData("", "", "", true)]
    [InlineData("XM-DAC-00000", "A publisher", "15", true)]
    [InlineData("XM-DAC-00000", "A publisher", "", false)]
    [InlineData("XM-DAC-00000", "", "15", false)]
    [InlineData("", "A publisher", "15", false)]
    [InlineData("XM/DAC", "A publisher", "15", false)]
    [InlineData("XM-DAC-00000", "A publisher", "16", false)]
    [InlineData("XM-DAC-00000", "A\npublisher", "15", false)]
    public void The_publisher_is_whole_or_not_there(string reference, string name, string type, bool taken)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(Reference, reference), new(Name, name), new(Type, type)]).Build();
        if (taken)
        {
            Assert.Equal(reference.Length > 0 ? reference : null, IatiPublication.Read(settings).Publisher?.Reference);
        }
        else
        {
            Assert.Contains("The setting Iati:Publisher:", Assert.Throws<InvalidOperationException>(() => IatiPublication.Read(settings)).Message, StringComparison.Ordinal);
        }
    }
}
