using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Payouts.BankFile;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests;

/// <summary>Who is believed is settled when the host starts, or it does not start.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class StartUpTests(Service service)
{
    private const string Issuer = "Authentication:Development:Enabled";

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development-2")]
    public void The_development_issuer_is_refused_outside_Development(string environment)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(32), environment: environment));
        Assert.Equal($"Authentication:Development:Enabled is for Development only; this is {environment}. Remove it.", refused.Message);
    }

    [Fact]
    public async Task The_program_ends_with_that_sentence()
    {
        using var folder = new TemporaryFolder();
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(
            dotnet,
            [Path.Combine(AppContext.BaseDirectory, "GrantFlow.LocalHost.dll"), "--environment", "Production", "--storage", service.Storage, "--port", "0", "--data", folder.Path])
        {
            RedirectStandardError = true,
        };
        start.Environment["Authentication__Development__Enabled"] = "true";
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("Authentication:Development:Enabled is for Development only; this is Production. Remove it.", error.Trim());
        Assert.Equal(2, process.ExitCode);
    }

    [Theory]
    [InlineData("Authentication:Authority", "Set Authentication:Authority and Authentication:Audience: no door opens without them.")]
    [InlineData("Authentication:Audience", "Set Authentication:Authority and Authentication:Audience: no door opens without them.")]
    [InlineData("Payouts:Provider", "The setting Payouts:Provider is '': set it to 'routes', which pays by bank, wallet and cash desk, or to 'sandbox', which moves no money.")]
    public void A_setting_that_is_missing_is_named(string missing, string error)
    {
        var settings = Tenant();
        settings[missing] = "";
        var refused = Assert.Throws<InvalidOperationException>(() => GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(32), settings, "Production"));
        Assert.Equal(error, refused.Message);
    }

    [Theory]
    [InlineData("Payouts:MobileMoney:Provider", "", "The setting Payouts:MobileMoney:Provider is '': set it to the address of the mobile money provider, with https.")]
    [InlineData("Payouts:MobileMoney:Provider", "http://wallets.example", "The setting Payouts:MobileMoney:Provider is 'http://wallets.example': set it to the address of the mobile money provider, with https.")]
    [InlineData("Payouts:MobileMoney:Provider", "https://user:secret@wallets.example", "The setting Payouts:MobileMoney:Provider is hidden here, it holds a user: set it to the address of the mobile money provider, with https.")]
    [InlineData("Payouts:MobileMoney:Callbacks", "not an address", "The setting Payouts:MobileMoney:Callbacks is 'not an address': set it to the address of this app, where the provider says what became of a payment, with https.")]
    [InlineData("Payouts:MobileMoney:ApiKey", "", "The setting Payouts:MobileMoney:ApiKey is missing, or its Key Vault reference was not resolved: set it to the key that the mobile money provider gave.")]
    [InlineData("Payouts:MobileMoney:ApiKey", "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/x)", "The setting Payouts:MobileMoney:ApiKey is missing, or its Key Vault reference was not resolved: set it to the key that the mobile money provider gave.")]
    public void Where_money_leaves_by_the_routes_the_wallets_are_known_at_the_start(string name, string value, string error)
    {
        var settings = Tenant();
        foreach (var (known, right) in new[] { ("Provider", "https://wallets.example/v1.2/mm"), ("ApiKey", "a key"), ("Callbacks", "https://grants.example") })
            settings[$"Payouts:MobileMoney:{known}"] = right;
        settings["Payouts:Provider"] = "routes";
        settings[name] = value;
        Assert.Equal(error, Assert.Throws<InvalidOperationException>(() => GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(32), settings, "Production")).Message);
    }

    [Theory]
    [InlineData("Payouts:Debtor:Name", "", "The setting Payouts:Debtor:Name is missing: with Payouts:Provider=routes, set it to the name under which the accounts are held; choose one that says nothing of why people are paid.")]
    [InlineData("Payouts:Debtor:Name", "Büro", "The setting Payouts:Debtor:Name is wrong: set it to 1 to 70 Latin letters without accents, digits, blanks and / - ? : ( ) . , ' +.")]
    [InlineData("Payouts:Debtor:Town", "", "The setting Payouts:Debtor:Town is missing: with Payouts:Provider=routes, set it to the town of the organisation; banks refuse an address without it.")]
    [InlineData("Payouts:Debtor:Country", "Germany", "The setting Payouts:Debtor:Country is wrong: set it to an ISO 3166 country code in capitals, such as DE.")]
    [InlineData("Payouts:Debtor:Iban", "DE88370400440532013000", "The setting Payouts:Debtor:Iban is wrong: set it to an IBAN whose length and check digits are right.")]
    [InlineData("Payouts:Debtor:Bic", "COBADEFFX", "The setting Payouts:Debtor:Bic is wrong: set it to the BIC, of 8 or 11 characters, of a bank in the account's country.")]
    [InlineData("Payouts:Debtor:Charges", "OUR", "The setting Payouts:Debtor:Charges is wrong: set it to DEBT, so that the organisation pays the banks, or to SHAR, so that each side pays its own, or not at all (DEBT).")]
    [InlineData("Payouts:Debtor:Accounts", "tact/reintegration", "The setting Payouts:Debtor:Accounts is wrong: set it to funding lines with their accounts, such as tact/reintegration=<IBAN>,<BIC>; several with a semicolon between them; or not at all.")]
    [InlineData("Payouts:Debtor:Accounts", "tact/nothing=DE75512108001245126199,SOLADEST600", "The setting Payouts:Debtor:Accounts names the funding line tact/nothing, which no programme has: correct or remove it.")]
    [InlineData("Payouts:Debtor:Accounts", "tact/reintegration=DE75512108001245126199,SOLADEST600;tact/reintegration=DE75512108001245126199,SOLADEST600", "The setting Payouts:Debtor:Accounts names the funding line tact/reintegration twice: remove one.")]
    public void Who_orders_payments_is_settled_at_the_start_where_banks_are_paid(string setting, string value, string error)
    {
        var settings = new Dictionary<string, string?> { ["Payouts:Provider"] = "routes" };
        settings[setting] = value;
        var refused = Assert.Throws<InvalidOperationException>(() => GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(32), settings));
        Assert.Equal(error, refused.Message);
    }

    [Fact]
    public void Who_orders_payments_is_read_from_the_settings()
    {
        var settings = new Dictionary<string, string?> { ["Payouts:Provider"] = "routes" };
        settings["Payouts:Debtor:Accounts"] = "tact/reintegration=DE75 5121 0800 1245 1261 99,SOLADEST600";
        settings["Payouts:Debtor:Charges"] = "SHAR";
        using var provider = GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(32), settings).Services.BuildServiceProvider();
        var party = provider.GetRequiredService<OrderingParty>();
        Assert.Equal(("Sample Payments Office", "Berlin", "DE", ChargeBearer.Shar), (party.Name, party.Town, party.Country.Value, party.Charges));
        Assert.Equal(new OrderingAccount("DE89370400440532013000", "COBADEFFXXX"), party.For(FundingLineId.Parse("care/reintegration")));
        Assert.Equal(new OrderingAccount("DE75512108001245126199", "SOLADEST600"), party.For(FundingLineId.Parse("tact/reintegration")));
    }

    [Fact]
    public void A_short_signing_key_is_refused()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => GrantFlowHost.Compose(service.Storage, RandomNumberGenerator.GetBytes(31)));
        Assert.Equal("Set Authentication:Development:SigningKey to 32 to 64 random bytes in base64.", refused.Message);
    }

    [Fact]
    public async Task Where_the_issuer_is_off_there_are_no_tokens_and_its_own_open_nothing()
    {
        await using var host = await GrantFlowHost.Start(service.Storage, Tenant(), doorsOnly: true);
        var nobody = new Caller(host.Http, null);
        (await nobody.PostText("dev/token", """{"role":"officer","subject":"olga"}""")).IsProblem(404, "not-found");
        (await nobody.PostText("dev/token", "{{{")).IsProblem(404, "not-found");
        (await nobody.Get("health")).Is(200);
        (await nobody.Get("grants")).IsProblem(401, "missing-token");
        (await new Caller(host.Http, Jwt.Signed(Jwt.Claims(), host.SigningKey)).Get("grants")).IsProblem(401, "invalid-token");
        (await new Caller(host.Http, Jwt.Unsigned(Jwt.Claims())).Get("grants")).IsProblem(401, "invalid-token");
        (await new Caller(host.Http, "a.b.c").Get("grants")).IsProblem(401, "invalid-token");
    }

    [Fact]
    public async Task Where_the_issuers_keys_cannot_be_had_a_token_is_not_called_wrong()
    {
        await using var host = await GrantFlowHost.Start(service.Storage, Tenant(), doorsOnly: true);
        var token = Jwt.Signed(Jwt.Claims(), host.SigningKey, "RS256");
        var away = (await new Caller(host.Http, token).Get("grants")).IsProblem(503, "unavailable");
        Assert.Equal("10", away.Header("Retry-After"));
        Assert.StartsWith("Nobody can be recognised at the moment.", (string?)away.Json["detail"], StringComparison.Ordinal);
        (await new Caller(host.Http, token).Get("health")).Is(200);
    }

    [Theory]
    [InlineData("""{"role":"officer","subject":"olga","expiresInSeconds":0}""", "expiresInSeconds")]
    [InlineData("""{"role":"officer","subject":"olga","expiresInSeconds":-5}""", "expiresInSeconds")]
    [InlineData("""{"role":"officer","subject":"olga","expiresInSeconds":43201}""", "expiresInSeconds")]
    [InlineData("""{"role":"officer","subject":"olga","expiresInSeconds":99999999999}""", "expiresInSeconds")]
    [InlineData("""{"role":"officer","subject":"olga","expiresInSeconds":"60"}""", "expiresInSeconds")]
    [InlineData("""{"role":"officer","subject":"olga","office":"af-kabul"}""", "office")]
    [InlineData("""{"role":"country-office","subject":"kamal"}""", "office")]
    [InlineData("""{"role":"country-office","subject":"kamal","office":"Kabul"}""", "office")]
    [InlineData("""{"role":"system","subject":"olga"}""", "role")]
    [InlineData("""{"role":"Officer","subject":"olga"}""", "role")]
    [InlineData("""{"role":"officer","subject":"olga the officer"}""", "subject")]
    [InlineData("""{"role":"officer","subject":"system"}""", "subject")]
    [InlineData("""{"role":"officer","subject":""}""", "subject")]
    [InlineData("""{"role":"officer"}""", "subject")]
    [InlineData("""{"subject":"olga"}""", "role")]
    [InlineData("""{"role":"officer","subject":"olga","admin":true}""", "admin")]
    [InlineData("""{"role":"officer",""", "body")]
    public async Task A_token_that_cannot_be_had(string body, string field) => (await service.Nobody.PostText("dev/token", body)).IsBad(field);

    [Theory]
    [InlineData(1)]
    [InlineData(43200)]
    public async Task A_token_lives_as_long_as_asked_for(int seconds)
    {
        var answer = (await service.Nobody.PostText("dev/token", $$"""{"role":"officer","subject":"olga","expiresInSeconds":{{seconds}}}""")).Is(200);
        Assert.Equal(seconds, (int?)answer.Json["expiresIn"]);
        Assert.Equal("Bearer", (string?)answer.Json["tokenType"]);
        var caller = new Caller(service.Host.Http, (string)answer.Json["accessToken"]!);
        (await caller.Get("grants?limit=1")).Is(200);
        if (seconds > 1)
            return;

        await Task.Delay(TimeSpan.FromSeconds(2));
        (await caller.Get("grants?limit=1")).IsProblem(401, "expired-token");
    }

    private static Dictionary<string, string?> Tenant() => new()
    {
        [Issuer] = "false",
        ["Authentication:Authority"] = "https://login.example.invalid/tenant/v2.0",
        ["Authentication:Audience"] = "grantflow",
        // What Production needs of the vault is not what these tests are about.
        ["Protection:KeyId"] = null,
    };
}
