"""What every configuration model stands on: unknown keys and later changes are refused."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from config.quarters import Quarter


class Strict(BaseModel):
    """Base of all configuration models: unknown keys and changes are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _quarter(value: object) -> Quarter:
    return value if isinstance(value, Quarter) else Quarter.parse(str(value))


QuarterField = Annotated[Quarter, BeforeValidator(_quarter)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
RegionCode = Annotated[str, Field(pattern=r"^\d{2}$")]
MunicipalityCode = Annotated[str, Field(pattern=r"^\d{3}$")]
