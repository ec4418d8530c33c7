using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Commands;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>Who may do what, at whatever state the grant is: the table of the design, command by command.</summary>
public sealed class RoleTests
{
    private const string Table = """
        command              | roles
        submit-grant         | Intake
        amend-grant          | Intake
        open-case            | System
        withdraw-grant       | Intake
        record-screening     | System
        adjudicate-duplicate | Officer
        approve-grant        | Officer
        reject-grant         | Officer
        return-grant         | Officer
        refer-grant          | Officer
        appeal-rejection     | Intake
        decide-appeal        | Officer
        record-funding       | System
        hold-grant           | Officer
        resume-grant         | Officer
        expire-grant         | System
        check-deadlines      | System
        confirm-departure    | Intake, Officer, System
        verify-arrival       | CountryOffice
        cancel-grant         | CountryOffice, Officer
        confirm-split        | CountryOffice
        change-plan          | CountryOffice
        call-off-line        | CountryOffice
        approve-plan         | Officer
        reject-plan          | Officer
        confirm-delivery     | CountryOffice
        dispute-delivery     | CountryOffice
        reorder-line         | CountryOffice
        settle-in-kind       | Finance
        release-payouts      | Finance
        record-payment       | System
        reroute-payout       | CountryOffice
        retry-payout         | Finance
        give-back-return     | Finance
        resolve-payment      | Finance
        note-contradiction   | System
        confirm-cash-desk    | CountryOffice
        close-grant          | Finance
        leave-household      | Intake, Officer
        """;

    private static readonly Dictionary<string, Role[]> Allowed = TextTable.Rows(Table)
        .ToDictionary(row => row[0], row => row[1].Split(',', StringSplitOptions.TrimEntries).Select(Enum.Parse<Role>).ToArray());

    public static TheoryData<string> Commands => [.. CommandRow.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_refused_as_wrong_role_exactly_when_the_table_does_not_name_the_role(string name)
    {
        var row = CommandRow.All.Single(one => one.Name == name);
        foreach (var story in Stories.Everywhere)
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var refusal = story.Refusal(row.For(story) with { Actor = People.Stranger(role) }, row.Context);
                Assert.True(
                    Allowed[name.Split(' ')[0]].Contains(role) != (refusal == RefusalCode.WrongRole),
                    $"{name} by {role} at {Story.Standing(story.Grant)} gives {refusal?.ToString() ?? "accepted"}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_country_office_never_acts_on_the_grant_of_another_office(string name)
    {
        var row = CommandRow.All.Single(one => one.Name == name);
        if (!Allowed[name.Split(' ')[0]].Contains(Role.CountryOffice))
            return;

        foreach (var story in Stories.Everywhere)
        {
            Assert.Equal(RefusalCode.OtherOffice, story.Refusal(row.For(story) with { Actor = People.Tirana }, row.Context));
            Assert.Equal(RefusalCode.OtherOffice, story.Refusal(row.For(story) with { Actor = People.Erbil with { Office = null } }, row.Context));
            Assert.NotEqual(RefusalCode.OtherOffice, story.Refusal(row.For(story) with { Actor = People.OtherErbil }, row.Context));
        }
    }

    [Fact]
    public void Nobody_but_intake_starts_a_grant()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(role == Role.Intake ? null : RefusalCode.WrongRole, Story.Nothing.Refusal(Ask.Submit(World.Plain, People.Stranger(role))));
    }

    [Fact]
    public void Catalogue_administrators_and_auditors_move_nothing() =>
        Assert.DoesNotContain(Allowed.Values, roles => roles.Contains(Role.ProgrammeAdmin) || roles.Contains(Role.Auditor));
}
