using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Protection;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Protection;

/// <summary>Who may know who a person is, and who may open what is sealed.</summary>
public sealed class IdentityAccessTests
{
    private static readonly Grant Open = Stories.Funded.Now;
    private static readonly Grant Sealed = Stories.FundedSealed.Now;

    [Fact]
    public void An_open_identity_is_for_its_submitter_officers_and_its_own_office()
    {
        Assert.Null(Read(Open, People.Counsellor));
        Assert.Equal(RefusalCode.WrongRole, Read(Open, People.OtherCounsellor));
        Assert.Null(Read(Open, People.ThirdOfficer));
        Assert.Null(Read(Open, People.Erbil));
        Assert.Equal(RefusalCode.OtherOffice, Read(Open, People.Tirana));
        foreach (var role in new[] { Role.Finance, Role.Auditor, Role.ProgrammeAdmin, Role.System })
            Assert.Equal(RefusalCode.WrongRole, Read(Open, People.Stranger(role)));
    }

    [Fact]
    public void Nobody_looks_at_a_sealed_identity_without_a_reason()
    {
        foreach (var actor in new[] { People.Counsellor, People.Officer, People.Erbil })
            Assert.Equal(RefusalCode.IdentitySealed, Read(Sealed, actor));
        Assert.Equal(RefusalCode.OtherOffice, Read(Sealed, People.Tirana));
    }

    [Fact]
    public void A_trafficked_person_is_sealed_under_a_programme_for_everybody()
    {
        var trafficked = Open with { Application = Open.Application with { Category = BeneficiaryCategory.VictimOfTrafficking } };
        Assert.Equal(RefusalCode.IdentitySealed, Read(trafficked, People.ThirdOfficer));
        Assert.Equal(RefusalCode.IdentitySealed, IdentityAccess.HandOver(trafficked, People.SecondOfficer, Now.RulesOf(trafficked))?.Code);
    }

    [Fact]
    public void Its_own_office_and_its_approvers_open_it_and_nobody_else()
    {
        Assert.Null(IdentityAccess.Unseal(Sealed, People.Erbil));
        Assert.Null(IdentityAccess.Unseal(Sealed, People.Officer));
        Assert.Equal(RefusalCode.OtherOffice, IdentityAccess.Unseal(Sealed, People.Tirana)?.Code);
        foreach (var actor in new[] { People.SecondOfficer, People.Counsellor, People.Finance, People.Auditor, People.Admin, Actor.System })
            Assert.Equal(RefusalCode.IdentitySealed, IdentityAccess.Unseal(Sealed, actor)?.Code);
    }

    [Fact]
    public void An_approver_whose_approval_fell_opens_it_no_more() =>
        Assert.Equal(RefusalCode.IdentitySealed, IdentityAccess.Unseal(Stories.Sealed.Do(Ask.Approve(Eur(2000)), Ask.Funded($"{Ask.Grant}-1", reserved: false)).Now, People.Officer)?.Code);

    [Fact]
    public void Rules_that_are_not_on_file_seal_everything() => Assert.Equal(RefusalCode.IdentitySealed, IdentityAccess.Read(Open, People.Officer, null)?.Code);

    [Fact]
    public void A_hand_over_of_a_sealed_identity_is_for_those_who_may_open_it()
    {
        var rules = Now.RulesOf(Sealed);
        Assert.Null(IdentityAccess.HandOver(Sealed, People.Officer, rules));
        Assert.Equal(RefusalCode.IdentitySealed, IdentityAccess.HandOver(Sealed, People.SecondOfficer, rules)?.Code);
        Assert.Null(IdentityAccess.HandOver(Open, People.SecondOfficer, Now.RulesOf(Open)));
    }

    private static RefusalCode? Read(Grant grant, Actor actor) => IdentityAccess.Read(grant, actor, Now.RulesOf(grant))?.Code;
}
