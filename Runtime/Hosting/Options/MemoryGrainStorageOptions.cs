namespace Orleans.Configuration;

/// <summary>Options of memory grain storage; the embedded engine needs none.</summary>
public class MemoryGrainStorageOptions
{
}
