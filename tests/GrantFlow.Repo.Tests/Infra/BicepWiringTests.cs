namespace GrantFlow.Repo.Tests.Infra;

/// <summary>What the Bicep compiler would find: names, parameters and outputs fit together.</summary>
public sealed class BicepWiringTests
{
    private static IEnumerable<(BicepFile File, BicepModule Module, BicepFile Target)> Modules =>
        from file in InfraFolder.Templates
        from module in file.Modules.Values
        select (file, module, InfraFolder.Target(file, module.Path));

    [Fact]
    public void Every_name_is_declared_and_every_declared_name_is_used()
    {
        var problems = new List<string>();
        foreach (var file in InfraFolder.Templates)
        {
            var names = new BicepNames(file);
            problems.AddRange(names.Unknown);
            problems.AddRange(file.Parameters.Keys.Concat(file.Variables.Keys)
                .Concat(file.Resources.Values.Where(resource => resource.Existing).Select(resource => resource.Symbol))
                .Except(names.Used).Select(name => $"{file.Path}: {name} is declared and never used."));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_module_gets_exactly_the_parameters_it_asks_for()
    {
        var problems = new List<string>();
        foreach (var (file, module, target) in Modules)
        {
            var asked = target.Parameters.Values.Where(parameter => parameter.Default is null).Select(parameter => parameter.Name);
            problems.AddRange(asked.Except(module.Arguments.Keys).Select(name => $"{file.At(module.Line)}: {module.Symbol} needs {name}."));
            problems.AddRange(module.Arguments.Keys.Except(target.Parameters.Keys).Select(name => $"{file.At(module.Line)}: {module.Symbol} has no parameter {name}."));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void A_parameter_is_handed_on_with_its_type_and_stays_secret()
    {
        var problems = from wire in Modules
                       from argument in wire.Module.Arguments
                       where argument.Value.Type == "identifier" && wire.File.Parameters.ContainsKey(argument.Value.Text)
                       let given = wire.File.Parameters[argument.Value.Text]
                       let taken = wire.Target.Parameters[argument.Key]
                       where given.Type != taken.Type || given.Secure != taken.Secure
                       select $"{wire.File.At(argument.Value.Line)}: {given.Name} is {Describe(given)}, {wire.Module.Symbol}.{taken.Name} is {Describe(taken)}.";

        Assert.Empty(problems);
    }

    [Fact]
    public void Every_output_read_is_there_and_every_output_of_a_module_is_read()
    {
        var read = (from file in InfraFolder.Templates
                    from node in file.Tree.All()
                    let outputs = node.Type == "member_expression" ? node.Part("object")! : null
                    where outputs?.Type == "member_expression" && outputs.Part("property")!.Text == "outputs"
                        && file.Modules.ContainsKey(outputs.Part("object")!.Text)
                    select (File: file, Module: file.Modules[outputs.Part("object")!.Text], Output: node.Part("property")!.Text, node.Line)).ToList();

        var missing = from use in read
                      where !InfraFolder.Target(use.File, use.Module.Path).Outputs.ContainsKey(use.Output)
                      select $"{use.File.At(use.Line)}: {use.Module.Symbol} has no output {use.Output}.";
        var unread = from wire in Modules
                     from output in wire.Target.Outputs.Keys
                     where !read.Exists(use => use.Module == wire.Module && use.Output == output)
                     select $"{wire.Target.Path}: nobody reads the output {output}.";

        Assert.Empty(missing.Concat(unread));
    }

    [Fact]
    public void Every_file_in_infra_is_part_of_the_deployment()
    {
        var reached = Modules.Select(wire => wire.Target).Append(InfraFolder.Main);

        Assert.Empty(InfraFolder.Templates.Except(reached).Select(file => $"{file.Path} is used by nothing."));
    }

    [Fact]
    public void Every_parameter_file_gives_what_its_template_asks_for()
    {
        var problems = new List<string>();
        foreach (var file in InfraFolder.Files.Values.Where(file => file.Using is not null))
        {
            var template = InfraFolder.Target(file, file.Using!);
            var asked = template.Parameters.Values.Where(parameter => parameter.Default is null).Select(parameter => parameter.Name);
            problems.AddRange(asked.Except(file.Parameters.Keys).Select(name => $"{file.Path}: {name} is missing."));
            foreach (var (name, given) in file.Parameters)
            {
                var value = new BicepEvaluator(file).Value(given.Default!);
                if (!template.Parameters.TryGetValue(name, out var parameter))
                {
                    problems.Add($"{file.Path}: {template.Path} has no parameter {name}.");
                }
                else if (parameter.Secure && value is not Unknown)
                {
                    problems.Add($"{file.Path}: {name} is a secret and must not be written here.");
                }
                else if (parameter.Allowed is { } allowed && value is not Unknown && !((List<object?>)new BicepEvaluator(template).Value(allowed)!).Contains(value))
                {
                    problems.Add($"{file.Path}: {name} must not be {value}.");
                }
            }
        }

        Assert.Empty(problems);
    }

    private static string Describe(BicepParameter parameter) => (parameter.Secure ? "a secret " : "a ") + parameter.Type;
}
