using System.Reflection;
using System.Xml.Linq;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.References;

/// <summary>References point one way: contracts, then grains, client and agent, then the silo; only the silo knows the database.</summary>
[Trait("Category", "Contract")]
public class ReferenceRulesTests
{
    private const string Contracts = "FuncX.Actors.Grains.Interfaces", GrainsName = "FuncX.Actors.Grains", ClientName = "FuncX.Actors.Client";
    private const string Engine = "FuncX.Actors.Runtime", Model = "FuncX.Actors.Runtime.Abstractions";

    // Own assemblies that each assembly may reference, directly; what is not listed is refused.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Contracts] = [Model],
        [GrainsName] = [Contracts, Model],
        [ClientName] = [Contracts, Model, Engine],
        ["funcx-cli"] = [ClientName, Contracts, Model, Engine],
        ["funcx-endpoint"] = [ClientName, Contracts, Model, Engine],
        ["funcx-silo"] = [GrainsName, Contracts, Model, Engine],
    };

    // The project files say the same, before the compiler drops what is not used.
    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["Grains.Interfaces/FuncX.Actors.Grains.Interfaces.csproj"] = [],
        ["Grains/FuncX.Actors.Grains.csproj"] = [Contracts],
        ["Client/FuncX.Actors.Client.csproj"] = [Contracts],
        ["Client/Cli/FuncX.Actors.Client.Cli.csproj"] = [ClientName],
        ["EndpointAgent/FuncX.Actors.EndpointAgent.csproj"] = [ClientName, Contracts],
        ["Silo/FuncX.Actors.Silo.csproj"] = [GrainsName, Contracts],
    };

    private static readonly string[] DatabaseUsers = ["Silo/", "tests/"];

    [Fact]
    public void Assemblies_OfTheProduct_ReferenceOnlyWhatIsBelowThem() =>
        Violations.None(
            "References point one way.",
            from assembly in Product.All
            let name = assembly.GetName().Name!
            from reference in assembly.GetReferencedAssemblies()
            where IsOwn(reference) && !Allowed[name].Contains(reference.Name)
            select $"{name} references {reference.Name}");

    [Fact]
    public void Projects_OfTheProduct_NameOnlyWhatIsBelowThem()
    {
        foreach (var (project, allowed) in AllowedProjects)
        {
            Violations.None(
                $"{project} may reference: {string.Join(", ", allowed)}.",
                Includes(project, "ProjectReference").Select(static p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))).Except(allowed));
        }
    }

    [Fact]
    public void Projects_OutsideTests_AreCoveredByTheRules() =>
        Violations.None(
            "Every project outside of Runtime, tests and samples is in the table above.",
            Repository.Files("", ".csproj").Where(static p => !p.StartsWith("Runtime/", StringComparison.Ordinal) && !p.StartsWith("tests/", StringComparison.Ordinal) && !p.StartsWith("samples/", StringComparison.Ordinal))
                .Except(AllowedProjects.Keys));

    [Fact]
    public void Samples_AreWrittenAgainstTheClientOnly() =>
        Violations.None(
            "A sample shows the client library.",
            from project in Repository.Files("samples", ".csproj")
            from reference in Includes(project, "ProjectReference")
            where !reference.EndsWith("FuncX.Actors.Client.csproj", StringComparison.Ordinal)
            select $"{project}: {reference}");

    [Fact]
    public void Database_IsKnownToTheSiloAlone()
    {
        Violations.None(
            "Only the silo references Npgsql.",
            Product.All.Where(static a => a != Product.Silo && a.GetReferencedAssemblies().Any(static r => r.Name == "Npgsql")).Select(static a => a.GetName().Name!));
        Violations.None(
            "Only the silo's project and tests name Npgsql.",
            Repository.Files("", ".csproj").Where(static p => !DatabaseUsers.Any(u => p.StartsWith(u, StringComparison.Ordinal)) && Includes(p, "PackageReference").Contains("Npgsql")));
    }

    [Fact]
    public void ClientLibrary_HasNoPackagesOfItsOwn() =>
        Violations.None("A gateway that embeds the client takes no package with it.", Includes("Client/FuncX.Actors.Client.csproj", "PackageReference"));

    [Theory]
    [InlineData("Grains.Interfaces/FuncX.Actors.Grains.Interfaces.csproj", "contracts")]
    [InlineData("Grains/FuncX.Actors.Grains.csproj", "contracts")]
    [InlineData("Client/FuncX.Actors.Client.csproj", "client")]
    [InlineData("Silo/FuncX.Actors.Silo.csproj", "silo")]
    public void Actors_OfEachProject_AreThePartItNeeds(string project, string part) =>
        Assert.Equal(part, XDocument.Load(Repository.PathOf(project)).Descendants("UsesActors").Single().Value);

    private static bool IsOwn(AssemblyName name) =>
        name.Name!.StartsWith("FuncX.", StringComparison.Ordinal) || name.Name.StartsWith("funcx-", StringComparison.Ordinal);

    private static string[] Includes(string project, string item) =>
        [.. XDocument.Load(Repository.PathOf(project)).Descendants(item).Select(static e => e.Attribute("Include")?.Value ?? "")];
}
