namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>Types that Orleans has and orleans-signatures.txt leaves out, each with the reason why the engine has it.</summary>
internal static class UnlistedTypes
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["Orleans.Configuration.MemoryGrainStorageOptions"] = "Parameter of AddMemoryGrainStorage, which is listed.",
        ["Orleans.Runtime.GrainReference"] = "Base of every proxy; Grain and IGrainContext, which are listed, have properties of this type.",
        ["Orleans.Runtime.IStartupTask"] = "Parameter of AddStartupTask, which is listed.",
        ["Orleans.Runtime.PlacementStrategy"] = "Type of PlacementAttribute.PlacementStrategy, which is listed.",
        ["Orleans.Serialization.Invocation.IInvokable"] = "Type of IGrainCallContext.Request, which is listed.",
        ["Orleans.Serialization.Invocation.Response"] = "Type of IGrainCallContext.Response, which is listed.",
        ["Orleans.Serialization.Invocation.Response<TResult>"] = "The typed form of Response, without boxing the result.",
        ["Orleans.Serialization.UnavailableExceptionFallbackException"] = "What an exception without a serializer arrives as in Orleans.",
    };

    // Orleans' own InconsistentStateException hands an Exception? to this constructor of its base: that parameter carries no nullability in
    // Orleans, which the reference cannot show. Null is legal there, so it is here.
    private const string ObliviousCause = "ctor(string message, System.Exception? innerException)";

    /// <summary>Members that differ from the reference in letter only, as <c>type: line</c>.</summary>
    public static IReadOnlySet<string> Members { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        $"Orleans.Runtime.GatewayTooBusyException: {ObliviousCause}",
        $"Orleans.Runtime.LimitExceededException: {ObliviousCause}",
        $"Orleans.Runtime.OrleansConfigurationException: {ObliviousCause}",
        $"Orleans.Runtime.OrleansException: {ObliviousCause}",
        $"Orleans.Runtime.SiloUnavailableException: {ObliviousCause}",
    };
}
