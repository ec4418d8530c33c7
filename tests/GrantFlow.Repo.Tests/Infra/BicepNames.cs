namespace GrantFlow.Repo.Tests.Infra;

/// <summary>Finds every use of a name in a file, and the names that nothing declares: what the compiler's BCP057 would say.</summary>
public sealed class BicepNames
{
    // Decorators that infra/ uses. Functions are those the evaluator knows.
    private static readonly string[] Decorators = ["allowed", "description", "maxLength", "maxValue", "minLength", "minValue", "secure"];

    private readonly BicepFile _file;
    private readonly HashSet<string> _declared;

    /// <summary>Walks the whole file.</summary>
    public BicepNames(BicepFile file)
    {
        _file = file;
        _declared = [.. file.Parameters.Keys, .. file.Variables.Keys, .. file.Resources.Keys, .. file.Modules.Keys];
        Visit(file.Tree, []);
    }

    /// <summary>Names used in some expression.</summary>
    public HashSet<string> Used { get; } = [];

    /// <summary>Names and functions that nothing declares, with file and line.</summary>
    public List<string> Unknown { get; } = [];

    private void Visit(BicepNode node, IReadOnlyList<string> locals)
    {
        switch (node.Type)
        {
            case "type" or "metadata_declaration" or "target_scope_assignment":
                break;
            case "identifier":
                Use(node, locals);
                break;
            case "parameter_declaration" or "variable_declaration" or "resource_declaration" or "module_declaration" or "output_declaration":
                VisitAll(node.Children.Skip(1), locals);
                break;
            case "object_property":
                VisitAll(node.Children.Skip(node.Children[0].Type == "identifier" ? 1 : 0), locals);
                break;
            case "decorator":
                Call(node.Children[0], Decorators, locals);
                break;
            case "call_expression":
                Call(node, BicepEvaluator.Functions.Keys, locals);
                break;
            case "lambda_expression":
                Visit(node.Last, [.. locals, .. node.Children.SkipLast(1).SelectMany(parameter => parameter.All()).Select(parameter => parameter.Text)]);
                break;
            case "for_statement":
                Visit(BicepLoop.Of(node).List, locals);
                Visit(BicepLoop.Of(node).Body, [.. locals, .. LoopVariables(node)]);
                break;
            default:
                VisitAll(node.Children, locals);
                break;
        }
    }

    private void VisitAll(IEnumerable<BicepNode> nodes, IReadOnlyList<string> locals)
    {
        foreach (var node in nodes)
        {
            Visit(node, locals);
        }
    }

    private void Use(BicepNode identifier, IReadOnlyList<string> locals)
    {
        if (_declared.Contains(identifier.Text))
        {
            Used.Add(identifier.Text);
        }
        else if (!locals.Contains(identifier.Text))
        {
            Unknown.Add($"{_file.At(identifier.Line)}: {identifier.Text} is not declared.");
        }
    }

    private void Call(BicepNode call, IEnumerable<string> known, IReadOnlyList<string> locals)
    {
        var function = call.Part("function")!;
        if (!known.Contains(function.Text))
        {
            Unknown.Add($"{_file.At(function.Line)}: the function {function.Text} is not on the list of those infra/ uses. If Bicep has it, add it in BicepEvaluator or BicepNames.");
        }

        VisitAll(call.Part("arguments")!.Children, locals);
    }

    private static IEnumerable<string> LoopVariables(BicepNode loop) =>
        (loop.Part("initializer") ?? loop.Child("for_loop_parameters")!).All().Where(part => part.Text.Length > 0).Select(part => part.Text);
}
