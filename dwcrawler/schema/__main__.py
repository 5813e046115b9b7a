"""Writes the published schema and the tables of fields; tests fail when one of them is stale."""

from dwcrawler.schema import PATH, generate, spark
from dwcrawler.schema.tables import FILES, renewed

if __name__ == "__main__":
    PATH.write_text(generate(), encoding="utf-8")
    spark.PATH.write_text(spark.generate(), encoding="utf-8")
    for file in FILES:
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
