namespace GrantFlow.Dev;

/// <summary>A file inside the npm package, and the package it is to become; without a version it stays a file.</summary>
internal sealed record PinnedAssembly(string File, string Sha256, string? Version, params (string Id, string Version)[] Dependencies)
{
    public string Id => Path.GetFileNameWithoutExtension(File);
}

/// <summary>
/// What the set-up takes from outside, each by its hash: a file that differs is refused. The assemblies are Microsoft's own,
/// published to npm as part of the Azure MCP server.
/// </summary>
internal static class Pins
{
    public const string NpmPackage = "@azure/mcp-linux-x64";
    public const string NpmVersion = "0.5.8";
    public const string NpmFile = "azure-mcp-linux-x64-0.5.8.tgz";

    /// <summary>Folder of the assemblies inside the npm package.</summary>
    public const string NpmFolder = "package/dist/";

    private static readonly (string, string) Core = ("Azure.Core", "1.47.1");

    /// <summary>Packed into .feed under their own id and version.</summary>
    public static IReadOnlyList<PinnedAssembly> Packages { get; } =
    [
        new("Azure.Data.Tables.dll", "8b7adfa847a90860922e9cb90bf27839652f8d75dfc1ec0b55beca301e2e29ec", "12.11.0", Core),
        new("Azure.Security.KeyVault.Keys.dll", "5db7e56bcef864127e6dc010c6386c4efca158d5f8572fdb724b13d2144cefe8", "4.7.0", Core),
        new("Azure.Storage.Blobs.dll", "bbd55dc3d8ed5b747cd4f23d9e37290f0a94a7d943ed6adaf1c6decc26732f75", "12.24.0",
            ("Azure.Storage.Common", "12.23.0")),
        new("Azure.Storage.Common.dll", "daf1f020ea6f9b82f6d0d83bb468144dfb180db3008dff1b5484fd8a5a8c1c79", "12.23.0",
            Core, ("System.IO.Hashing", "6.0.0")),
        new("Azure.Storage.Queues.dll", "a5a60c7e9e9293d599b6248f11459a2fc1e215890f26763bf52299bf126008d5", "12.22.0",
            ("Azure.Storage.Common", "12.23.0")),
        new("System.IO.Hashing.dll", "64702bf2241b954882ce87396189e2b55642f7880209c7ac89f50359e429d30d", "6.0.0"),
    ];

    /// <summary>Placed into .feed/bicep-types as they are: the tests of infra/ look up resource types and API versions.</summary>
    public static IReadOnlyList<PinnedAssembly> BicepTypes { get; } =
    [
        new("Azure.Bicep.Types.dll", "43c9759028dbdee8cce3279d9f5972eb924fa306c093e5c2acb25bf5c9b16693", null),
        new("Azure.Bicep.Types.Az.dll", "97e57797de758dba21af71e7c25483f244fe05e3ba19d4a369589a1ce5c05cab", null),
    ];
}
