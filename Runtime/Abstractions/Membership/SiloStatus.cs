namespace Orleans.Runtime;

/// <summary>Where a silo is in its life.</summary>
public enum SiloStatus
{
    /// <summary>Unknown.</summary>
    None = 0,

    /// <summary>Its row exists.</summary>
    Created = 1,

    /// <summary>It checks that the others reach it.</summary>
    Joining = 2,

    /// <summary>It takes calls.</summary>
    Active = 3,

    /// <summary>It drains.</summary>
    ShuttingDown = 4,

    /// <summary>It stops at once.</summary>
    Stopping = 5,

    /// <summary>It is gone for good.</summary>
    Dead = 6,
}
