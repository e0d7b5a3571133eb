"""What the environment decides: folders, S3, ports and public addresses."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings, each from the environment variable `KIVIJALKA_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="KIVIJALKA_", frozen=True)

    config_folder: Path = Field(default=PROJECT_ROOT / "config", description="Configuration of the project")
    templates_folder: Path | None = Field(
        default=None, description="Text templates of the project, which stand above the shipped ones"
    )
    data_folder: Path = Field(default=PROJECT_ROOT / ".kivijalka", description="Data of the embedded servers")
    bucket: str | None = Field(default=None, description="S3 bucket; set it to use an S3 of your own")
    page_port: int = Field(default=8421, description="Port of the download page")
    public_address: str = Field(
        default_factory=lambda settings: f"http://127.0.0.1:{settings['page_port']}",
        description="Address of the download page for links; set it where a proxy stands in front",
    )
    upload_limit_mb: int = Field(default=20, ge=1, description="How many megabytes can be sent to the page at once")
    libreoffice: str = Field(
        default="soffice", description="LibreOffice's program, by name or path; empty to do without it"
    )
    prefect_port: int = Field(default=4200, description="Port of the Prefect server")
    statistics_address: str = Field(
        default="https://pxdata.stat.fi/PxWeb/api/v1/fi",
        description="PxWeb service of the statistics office, with the language of its table names",
    )
