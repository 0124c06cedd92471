namespace FuncX.Actors.Client;

/// <summary>A Python function to map over items.</summary>
/// <param name="Name">The name that the source defines; it takes one argument.</param>
/// <param name="Source">Python source; imports go inside the function.</param>
public sealed record MapFunction(string Name, string Source)
{
    private const string Chunk = """


        def _funcx_map_chunk(items):
            import traceback
            values = []
            failures = {}
            for index, item in enumerate(items):
                try:
                    values.append(NAME(item))
                except Exception as error:
                    values.append(None)
                    lines = traceback.format_exception(type(error), error, error.__traceback__.tb_next)
                    failures[str(index)] = [type(error).__name__, str(error), "".join(lines)]
            return [values, failures]
        """;

    /// <summary>What is registered: the source and a loop around it, so that one task does a chunk of calls.</summary>
    internal FunctionSpec ToSpec()
    {
        if (string.IsNullOrEmpty(Name) || !Name.All(c => char.IsLetterOrDigit(c) || c == '_') || char.IsDigit(Name[0]))
            throw new ArgumentException($"'{Text.Printable(Name, 64)}' is not a name of a Python function.");
        return new FunctionSpec
        {
            Name = Name,
            Body = Payloads.PackSource("_funcx_map_chunk", Payloads.Dedent(Source) + Chunk.Replace("NAME", Name, StringComparison.Ordinal)),
            Description = "map over chunks",
        };
    }
}
