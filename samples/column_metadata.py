def column_metadata(text, column):
    """Type, range, mean and gaps of one column of a CSV file."""
    import csv
    import io

    cells = [row[column] for row in csv.DictReader(io.StringIO(text))]
    values = [cell for cell in cells if cell]
    found = {"count": len(cells), "missing": len(cells) - len(values)}
    try:
        numbers = [float(value) for value in values]
    except ValueError:
        return {**found, "type": "text", "min": min(values), "max": max(values), "mean": None}
    mean = round(sum(numbers) / len(numbers), 6)
    return {**found, "type": "number", "min": repr(min(numbers)), "max": repr(max(numbers)), "mean": mean}
