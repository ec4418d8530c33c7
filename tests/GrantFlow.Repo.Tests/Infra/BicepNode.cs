namespace GrantFlow.Repo.Tests.Infra;

/// <summary>One node of a syntax tree as eng/check-bicep.mjs prints it.</summary>
/// <param name="Type">The grammar's name of the node, for example <c>object_property</c>.</param>
/// <param name="Field">The node's part in its parent, for example <c>body</c>; most nodes have none.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Text">The source text; empty for a node with children.</param>
public sealed record BicepNode(string Type, string? Field, int Line, string Text, IReadOnlyList<BicepNode> Children)
{
    /// <summary>The last child: the value of a declaration or of a property.</summary>
    public BicepNode Last => Children[^1];

    /// <summary>The first child of that type, or null.</summary>
    public BicepNode? Child(string type) => Children.FirstOrDefault(child => child.Type == type);

    /// <summary>The child with that part, or null.</summary>
    public BicepNode? Part(string field) => Children.FirstOrDefault(child => child.Field == field);

    /// <summary>This node and everything below it, in the order of the source.</summary>
    public IEnumerable<BicepNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    /// <summary>The properties of an object node: name and value, in the order of the source.</summary>
    public IEnumerable<(string Name, BicepNode Value)> Properties() =>
        from property in Children
        where property.Type == "object_property" && property.Children.Count == 2
        select (PlainText(property.Children[0]), property.Last);

    /// <summary>The value of the property of that name, or null.</summary>
    public BicepNode? Property(string name) => Properties().FirstOrDefault(property => property.Name == name).Value;

    /// <summary>The text of an identifier, or of a string with <c>${...}</c> where something is computed.</summary>
    public static string PlainText(BicepNode node) => node.Type switch
    {
        "string" => string.Concat(node.Children.Select(PlainText)),
        "interpolation" => "${...}",
        _ => node.Text,
    };
}
