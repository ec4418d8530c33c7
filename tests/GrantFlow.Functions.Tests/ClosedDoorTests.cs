using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

[Collection(ServiceCollectionFixture.Name)]
public sealed class ClosedDoorTests(Service service)
{
    private static readonly string[] Roles = ["intake", "officer", "country-office", "finance", "programme-admin", "auditor"];

    /// <summary>Who may enter where, as the design has it. Everybody else is turned away.</summary>
    private static readonly Dictionary<string, string> MayEnter = new()
    {
        ["SubmitGrant"] = "intake",
        ["AmendGrant"] = "intake",
        ["WithdrawGrant"] = "intake",
        ["AppealRejection"] = "intake",
        ["ApproveGrant"] = "officer",
        ["RejectGrant"] = "officer",
        ["ReturnGrant"] = "officer",
        ["ReferGrant"] = "officer",
        ["AdjudicateDuplicate"] = "officer",
        ["HoldGrant"] = "officer",
        ["ResumeGrant"] = "officer",
        ["DecideAppeal"] = "officer",
        ["VerifyArrival"] = "country-office",
        ["CancelGrant"] = "country-office officer",
        ["ConfirmSplit"] = "country-office",
        ["ChangePlan"] = "country-office",
        ["ApprovePlan"] = "officer",
        ["RejectPlan"] = "officer",
        ["ConfirmDelivery"] = "country-office",
        ["DisputeDelivery"] = "country-office",
        ["ReorderLine"] = "country-office",
        ["CallOffLine"] = "country-office",
        ["RegisterSupplier"] = "country-office",
        ["ListSuppliers"] = "officer country-office finance auditor",
        ["ImportSupplierList"] = "officer finance",
        ["DecideSupplier"] = "officer finance",
        ["UploadEvidence"] = "country-office",
        ["ListEvidence"] = "officer country-office finance auditor",
        ["GetEvidence"] = "officer country-office finance auditor",
        ["ReroutePayout"] = "country-office",
        ["IssueVoucher"] = "country-office",
        ["PayVoucher"] = "country-office",
        ["GetReceipt"] = "country-office finance auditor",
        ["ReleasePayouts"] = "finance",
        ["RetryPayout"] = "finance",
        ["ImportRates"] = "programme-admin finance",
        ["ListRates"] = "programme-admin finance auditor",
        ["GiveBackReturn"] = "finance",
        ["ResolvePayment"] = "finance",
        ["DraftBatch"] = "finance",
        ["ExcludeLines"] = "finance",
        ["CancelBatch"] = "finance",
        ["ReleaseBatch"] = "finance",
        ["SendBatch"] = "finance",
        ["FollowUpBatch"] = "finance",
        ["ListBatches"] = "finance auditor",
        ["GetBatch"] = "finance auditor",
        ["ListFailures"] = "finance auditor",
        ["ListDue"] = "finance auditor",
        ["ListFundingLines"] = "finance programme-admin auditor",
        ["GetFundingLine"] = "finance programme-admin auditor",
        ["GetAmendment"] = "finance programme-admin auditor",
        ["ProposeAmendment"] = "programme-admin",
        ["ApproveAmendment"] = "programme-admin finance",
        ["RejectAmendment"] = "programme-admin finance",
        ["SettleInKind"] = "finance",
        ["CloseGrant"] = "finance",
        ["ImportStatement"] = "finance",
        ["DecideRow"] = "finance",
        ["ListStatements"] = "finance auditor",
        ["ListOpenRows"] = "finance auditor",
        ["GetStatement"] = "finance auditor",
        ["ListStatementRows"] = "finance auditor",
        ["GetStatementRow"] = "finance auditor",
        ["SubmitHousehold"] = "intake",
        ["ApproveHousehold"] = "officer",
        ["RejectHousehold"] = "officer",
        ["WithdrawHousehold"] = "intake",
        ["LeaveHousehold"] = "intake officer",
        ["GetHousehold"] = "intake officer country-office finance auditor",
        ["ConfirmDeparture"] = "intake officer",
        ["UnsealPerson"] = "officer country-office",
        ["GetHandOver"] = "officer country-office",
        ["GetGrant"] = "intake officer country-office finance auditor",
        ["ListGrants"] = "intake officer country-office finance auditor",
        ["GetCommand"] = "intake officer country-office finance auditor",
        ["GetPerson"] = "intake officer country-office",
        ["GetDuplicate"] = "officer auditor",
        ["ListAttention"] = "officer finance auditor",
        ["GetAttention"] = "officer finance auditor",
        ["RedriveMessage"] = "officer finance",
        ["DiscardMessage"] = "officer finance",
        ["RedriveMessages"] = "officer finance",
        ["DryRunProgramme"] = "programme-admin",
        ["ListProgrammes"] = "intake officer country-office finance programme-admin auditor",
        ["GetStatus"] = "intake officer country-office finance programme-admin auditor",
        ["ListPaymentRoutes"] = "intake officer country-office finance programme-admin auditor",
        ["GetBatchFile"] = "finance",
        ["ListBatchDownloads"] = "finance auditor",
        ["ExportLedger"] = "finance auditor",
        ["ExportIati"] = "finance auditor",
        ["ExportManifest"] = "finance auditor",
        ["ListSeals"] = "finance auditor",
        ["GetProof"] = "finance auditor",
        ["ReconcileLedger"] = "finance auditor",
        ["RequestExport"] = "finance auditor",
        ["GetExport"] = "finance auditor",
        ["ListExports"] = "finance auditor",
        ["RebuildLedger"] = "finance",
        ["GetRebuild"] = "finance auditor",
        ["ListPeriods"] = "finance auditor",
        ["SoftClosePeriod"] = "finance",
        ["UndoSoftClosure"] = "finance",
        ["ClosePeriod"] = "finance",
        ["AskReopening"] = "finance",
        ["AgreeReopening"] = "finance",
        ["RejectReopening"] = "finance",
        ["GetFunderStatement"] = "finance auditor",
        ["GetTrialBalance"] = "finance auditor",
        ["GetGrantStatement"] = "finance auditor",
        ["ListReconciliations"] = "finance auditor",
        ["GetAuditPack"] = "finance auditor",
    };

    [Fact]
    public void Every_door_is_in_the_table_and_no_other() =>
        Assert.Equal(MayEnter.Keys.Order(), Doors.Closed.Select(door => door.Function).Order());

    [Fact]
    public async Task The_two_open_doors_need_no_token()
    {
        (await service.Nobody.Get("health")).Is(200);
        (await service.Nobody.PostText("dev/token", """{"role":"officer","subject":"olga"}""")).Is(200);
    }

    [Theory]
    [InlineData("no token", "missing-token")]
    [InlineData("a password", "missing-token")]
    [InlineData("an empty token", "missing-token")]
    [InlineData("no token at all but text", "invalid-token")]
    [InlineData("a forged signature", "invalid-token")]
    [InlineData("a changed claim", "invalid-token")]
    [InlineData("no signature", "invalid-token")]
    [InlineData("the wrong algorithm", "invalid-token")]
    [InlineData("another audience", "invalid-token")]
    [InlineData("another issuer", "invalid-token")]
    [InlineData("no expiry", "expired-token")]
    [InlineData("expired", "expired-token")]
    [InlineData("not valid yet", "expired-token")]
    [InlineData("two roles", "no-role")]
    [InlineData("no role", "no-role")]
    [InlineData("an unknown role", "no-role")]
    [InlineData("the pipeline's role", "no-role")]
    [InlineData("a role in other letters", "no-role")]
    [InlineData("an office's role without its office", "no-office")]
    [InlineData("an office's role with no such name", "no-office")]
    [InlineData("no subject", "invalid-token")]
    [InlineData("the pipeline's subject", "invalid-token")]
    [InlineData("the pipeline's object id", "invalid-token")]
    [InlineData("a subject with spaces", "invalid-token")]
    [InlineData("a subject that is a list", "invalid-token")]
    [InlineData("roles that are no texts", "no-role")]
    [InlineData("an expiry that is a text", "invalid-token")]
    public async Task Nobody_enters_with(string what, string problem)
    {
        foreach (var door in Doors.Closed)
        {
            var answer = await service.Nobody.Send(door.Method, door.Path, request =>
            {
                if (Authorization(what) is { } authorization)
                    request.Headers.TryAddWithoutValidation("Authorization", authorization);
            });
            Assert.True(answer.Status == 401, $"{door} answered {answer.Status} to {what}: {answer.Text}");
            answer.IsProblem(401, problem);
            Assert.Matches(problem == "missing-token" ? "^Bearer$" : "^Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task A_token_in_the_query_opens_nothing()
    {
        var token = Jwt.Signed(Jwt.Claims(), service.Host.SigningKey);
        (await service.Nobody.Get($"grants?access_token={token}")).IsProblem(401, "missing-token");
    }

    [Fact]
    public async Task The_hand_made_tokens_differ_from_good_ones_in_one_thing_only()
    {
        (await With(Jwt.Signed(Jwt.Claims(), service.Host.SigningKey))).Is(200);
        (await With(Jwt.Signed(Office("af-kabul"), service.Host.SigningKey))).Is(200);
    }

    [Fact]
    public async Task A_person_is_who_the_object_id_names_whatever_the_application_calls_them()
    {
        var intake = Jwt.Claims("intake", "pairwise-1");
        intake["oid"] = "8f6c1d1e-0000-4000-8000-000000000001";
        var officer = Jwt.Claims("officer", "pairwise-2");
        officer["oid"] = "8f6c1d1e-0000-4000-8000-000000000001";
        var submitted = await new Caller(service.Host.Http, Jwt.Signed(intake, service.Host.SigningKey)).Post("grants", Bodies.Application());
        var journey = Journey.Of(service, (string)submitted.Is(200).Json["grant"]!);
        await journey.Reaches("awaiting-approval");
        var approval = new JsonObject { ["amount"] = Bodies.Euro("1850.00") };
        (await new Caller(service.Host.Http, Jwt.Signed(officer, service.Host.SigningKey)).Post($"{journey.Path}/approval", approval)).IsProblem(403, "own-submission");
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_enters_its_own_doors_and_no_other(string role)
    {
        var caller = await Visitor(service, role);
        foreach (var door in Doors.Closed)
        {
            var answer = await caller.Send(door.Method, door.Path);
            if (MayEnter[door.Function].Split(' ').Contains(role))
                Assert.True(answer.Status != 401 && answer.ProblemType != "wrong-role" && answer.Status < 500, $"{role} stands before {door}: {answer.Text}");
            else
                answer.IsProblem(403, "wrong-role");
        }
    }

    [Fact]
    public async Task Who_may_not_enter_hears_nothing_about_the_request()
    {
        var auditor = await service.Auditor();
        (await auditor.PostText("grants/not-an-id/approval", "{{{")).IsProblem(403, "wrong-role");
    }

    [Fact]
    public async Task Answers_are_not_kept_by_anyone_on_the_way()
    {
        var answer = await (await service.Auditor()).Get("grants?limit=1");
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    public static TheoryData<string> EveryRole() => [.. Roles];

    /// <summary>Someone with a role, or, given a function, with one of the roles that may enter there.</summary>
    public static Task<Caller> Visitor(Service service, string roleOrFunction)
    {
        var role = MayEnter.TryGetValue(roleOrFunction, out var roles) ? roles.Split(' ')[0] : roleOrFunction;
        return service.As(role, $"visitor-{role}", role == "country-office" ? "af-kabul" : null);
    }

    private string? Authorization(string what)
    {
        var key = service.Host.SigningKey;
        var good = Jwt.Signed(Jwt.Claims(), key);
        return what switch
        {
            "no token" => null,
            "a password" => "Basic b2xnYTpzZWNyZXQ=",
            "an empty token" => "Bearer ",
            "no token at all but text" => "Bearer let-me-in",
            "a forged signature" => "Bearer " + Jwt.Signed(Jwt.Claims(), RandomNumberGenerator.GetBytes(32)),
            "a changed claim" => "Bearer " + string.Join('.', good.Split('.')[0], Jwt.Signed(Jwt.Claims("finance"), key).Split('.')[1], good.Split('.')[2]),
            "no signature" => "Bearer " + Jwt.Unsigned(Jwt.Claims()),
            "the wrong algorithm" => "Bearer " + Jwt.Signed(Jwt.Claims(), key, "HS512"),
            "another audience" => Signed("aud", "another-service"),
            "another issuer" => Signed("iss", "https://login.example.org/"),
            "no expiry" => Signed("exp", null),
            "expired" => Signed("exp", Jwt.Now - 1),
            "not valid yet" => Signed("nbf", Jwt.Now + 300),
            "two roles" => Signed("roles", new JsonArray("officer", "finance")),
            "no role" => Signed("roles", null),
            "an unknown role" => Signed("roles", new JsonArray("director")),
            "the pipeline's role" => Signed("roles", new JsonArray("system")),
            "a role in other letters" => Signed("roles", new JsonArray("Officer")),
            "an office's role without its office" => Signed("roles", new JsonArray("country-office")),
            "an office's role with no such name" => "Bearer " + Jwt.Signed(Office("Kabul!"), key),
            "no subject" => Signed("sub", null),
            "the pipeline's subject" => Signed("sub", "system"),
            "the pipeline's object id" => Signed("oid", "system"),
            "a subject with spaces" => Signed("sub", "olga the officer"),
            "a subject that is a list" => Signed("sub", new JsonArray("olga", "oscar")),
            "roles that are no texts" => Signed("roles", new JsonArray(new JsonObject { ["role"] = "officer" })),
            "an expiry that is a text" => Signed("exp", "tomorrow"),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such token."),
        };

        string Signed(string claim, JsonNode? value)
        {
            var claims = Jwt.Claims();
            if (value is null)
                claims.Remove(claim);
            else
                claims[claim] = value;
            return "Bearer " + Jwt.Signed(claims, key);
        }
    }

    private static JsonObject Office(string office)
    {
        var claims = Jwt.Claims("country-office");
        claims["office"] = office;
        return claims;
    }

    private Task<Answer> With(string token) => service.Nobody.Send(
        HttpMethod.Get, "grants?limit=1", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
}
