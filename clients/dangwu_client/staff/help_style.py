"""How help is shown: its panels, and the words click would say in English."""

from rich_click import RichHelpConfiguration
from rich_click.utils import CommandGroupDict

from dangwu_client.staff import rules
from dangwu_client.staff.words import say


def style() -> RichHelpConfiguration:
    """The look of every help page."""
    return RichHelpConfiguration(
        arguments_panel_title=say("参数", "Arguments"),
        options_panel_title=say("选项", "Options"),
        commands_panel_title=say("命令", "Commands"),
        errors_panel_title=say("错误", "Error"),
        errors_suggestion=say("在命令后加 --help 可看帮助。", "Add --help for help."),
        show_arguments=True,
        aborted_text=say("已取消。", "Aborted."),
        default_string=say("（默认：{}）", "(default: {})"),
        envvar_string=say("（环境变量：{}）", "(env: {})"),
        required_long_string=say("（必填）", "(required)"),
        append_range_help_string=say("（范围：{}）", "(range: {})"),
        deprecated_string=say("（已弃用）", "(deprecated)"),
        command_groups={"dangwu": _panels(), "dangwu rules": rules.panels()},
    )


DAILY = (
    "inbox transfer departure arrival change term reminder hold "
    "letter member org outside rules request"
)


FUND = "fund pool resolution payment ledger campaign statement"


def _panels() -> list[CommandGroupDict]:
    return [
        {
            "name": say("日常办理", "Daily work"),
            "commands": DAILY.split(),
        },
        {"name": say("关爱资金", "Care fund"), "commands": FUND.split()},
        {"name": say("核验", "Verification"), "commands": ["audit", "fsck", "statistics"]},
        {"name": say("登录", "Login"), "commands": ["login", "logout", "status", "code"]},
        {"name": say("其他", "Other"), "commands": ["help", "completion"]},
    ]
