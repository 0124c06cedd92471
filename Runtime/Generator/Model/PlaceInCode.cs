using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A location without the syntax tree, which would keep whole compilations alive.</summary>
internal sealed record PlaceInCode(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static PlaceInCode? Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault(static location => location.IsInSource));

    public static PlaceInCode? Of(Location? location) => location?.SourceTree is { } tree
        ? new PlaceInCode(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
