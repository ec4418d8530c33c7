namespace GrantFlow.Repo.Tests.Infra;

/// <summary>A <c>param</c>. In a <c>.bicepparam</c> file it has a value and no type.</summary>
public sealed record BicepParameter(string Name, string Type, BicepNode? Default, IReadOnlyList<BicepNode> Decorators)
{
    /// <summary>True when the value must never be seen.</summary>
    public bool Secure => Decorated("secure") is not null;

    /// <summary>The list node of <c>@allowed</c>, or null when anything goes.</summary>
    public BicepNode? Allowed => Decorated("allowed")?.Part("arguments")!.Children[0];

    private BicepNode? Decorated(string name) => Decorators.FirstOrDefault(call => call.Part("function")!.Text == name);
}

/// <summary>A <c>resource</c>. <see cref="Loop"/> is its <c>for</c>, null for a single resource.</summary>
public sealed record BicepResource(
    string Symbol, string Type, string Version, bool Existing, BicepNode Body, BicepLoop? Loop, int Line)
{
    /// <summary>As the declaration writes it, for example <c>Microsoft.KeyVault/vaults@2024-11-01</c>.</summary>
    public string TypeAndVersion => $"{Type}@{Version}";
}

/// <summary><c>for variable in list</c>; a loop that counts as well has no plain variable.</summary>
public sealed record BicepLoop(string? Variable, BicepNode List, BicepNode Body)
{
    /// <summary>Reads a <c>for_statement</c> node.</summary>
    public static BicepLoop Of(BicepNode node) => new(
        node.Part("initializer")?.Text,
        node.Children.First(part => part.Type != "for_loop_parameters" && part.Field is null),
        node.Part("body")!);
}

/// <summary>A <c>module</c>: the path as written, and the arguments of its <c>params</c>.</summary>
public sealed record BicepModule(string Symbol, string Path, IReadOnlyDictionary<string, BicepNode> Arguments, int Line);

/// <summary>A <c>.bicep</c> or <c>.bicepparam</c> file: what it declares.</summary>
public sealed class BicepFile
{
    /// <summary>Sorts the declarations of a syntax tree.</summary>
    public BicepFile(string path, BicepNode tree)
    {
        Path = path;
        Tree = tree;
        var decorators = (IReadOnlyList<BicepNode>)[];
        foreach (var node in tree.Children)
        {
            Take(node, decorators);
            decorators = node.Type == "decorators" ? [.. node.Children.Select(decorator => decorator.Children[0])] : [];
        }
    }

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; }

    /// <summary>The whole syntax tree.</summary>
    public BicepNode Tree { get; }

    /// <summary>By name.</summary>
    public Dictionary<string, BicepParameter> Parameters { get; } = [];

    /// <summary>Expressions of the variables, by name.</summary>
    public Dictionary<string, BicepNode> Variables { get; } = [];

    /// <summary>By symbol.</summary>
    public Dictionary<string, BicepResource> Resources { get; } = [];

    /// <summary>By symbol.</summary>
    public Dictionary<string, BicepModule> Modules { get; } = [];

    /// <summary>Expressions of the outputs, by name.</summary>
    public Dictionary<string, BicepNode> Outputs { get; } = [];

    /// <summary>What a parameter file says after <c>using</c>, or null.</summary>
    public string? Using { get; private set; }

    /// <summary>Path and line, for a message.</summary>
    public string At(int line) => $"{Path}:{line}";

    private void Take(BicepNode node, IReadOnlyList<BicepNode> decorators)
    {
        switch (node.Type)
        {
            case "parameter_declaration":
                var type = node.Child("type")!;
                var @default = node.Last == type ? null : node.Last;
                Parameters.Add(Name(node), new(Name(node), TypeText(type), @default, decorators));
                break;
            case "variable_declaration" when Path.EndsWith(".bicepparam", StringComparison.Ordinal):
                Parameters.Add(Name(node), new(Name(node), "", node.Last, decorators));
                break;
            case "variable_declaration":
                Variables.Add(Name(node), node.Last);
                break;
            case "resource_declaration":
                var typed = BicepNode.PlainText(node.Child("string")!).Split('@');
                var loop = node.Last.Type == "for_statement" ? BicepLoop.Of(node.Last) : null;
                Resources.Add(Name(node), new(Name(node), typed[0], typed[1], node.Child("existing") is not null,
                    Body(node.Last), loop, node.Line));
                break;
            case "module_declaration":
                var arguments = Body(node.Last).Property("params")?.Properties() ?? [];
                Modules.Add(Name(node), new(Name(node), BicepNode.PlainText(node.Child("string")!),
                    arguments.ToDictionary(argument => argument.Name, argument => argument.Value), node.Line));
                break;
            case "output_declaration":
                Outputs.Add(Name(node), node.Last);
                break;
            case "using_statement":
                Using = BicepNode.PlainText(node.Children[0]);
                break;
        }
    }

    private static string Name(BicepNode declaration) => declaration.Child("identifier")!.Text;

    private static BicepNode Body(BicepNode value) => value.Type switch
    {
        "if_statement" => Body(value.Last),
        "for_statement" => Body(value.Part("body")!),
        _ => value,
    };

    private static string TypeText(BicepNode type) => type.Type switch
    {
        "array_type" => TypeText(type.Children[0]) + "[]",
        "nullable_type" => TypeText(type.Children[0]) + "?",
        _ => type.Children.Count == 1 ? TypeText(type.Children[0]) : type.Text,
    };
}
