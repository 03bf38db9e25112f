from sessions.activities.case_talk.models import AdviceCard, CaseTalk, CaseTry
from sessions.activities.check_round.models import CheckRound, CheckWord
from sessions.activities.course.models import Course, CourseAnswer, CoursePlan, CourseStage, CourseTable
from sessions.activities.course.words import OwnCourseBlock
from sessions.activities.decision.models import (
    DecisionPath,
    DecisionReview,
    DecisionTalk,
    Proposal,
    ProposalWeight,
)
from sessions.activities.history_line.models import HistoryLine, HistoryMark
from sessions.activities.network_map.models import MapCount, MapFlag, NetworkMap, OwnMap
from sessions.activities.plain_method.models import MethodRun
from sessions.activities.postcard.models import Postcard
from sessions.activities.reception.models import Reception
from sessions.activities.speed_dating.models import SpeedDate, SpeedDating
from sessions.activities.statements.models import Statement, StatementTally, StatementVote
from sessions.activities.subgroups.models import Split, Subgroup, SubgroupLine, SubgroupMember, SubgroupWish
from sessions.activities.table_round.models import RoundAnswer, RoundQuestion, TableRound
from sessions.activities.vote.models import Ballot, BallotMark, Objection, Vote, VoteOption
from sessions.activities.wall.models import Wall, WallCluster, WallDot, WallMove, WallNote
from sessions.activities.wall.outcomes import ClusterOutcome
from sessions.models.activity import Activity
from sessions.models.activity_line import ActivityLine
from sessions.models.agenda import AgendaItem
from sessions.models.attendance import Attendance, Substitute
from sessions.models.brought import Case, Contribution, Theme
from sessions.models.clock import Clock
from sessions.models.expert import Expert, ExpertVisit
from sessions.models.files import Document, Photo
from sessions.models.hosting import Host, Turn, turns_of
from sessions.models.invitation import CalendarEntry, CalendarFeed, Invitation, SubstituteEntry
from sessions.models.joint import ActionStep
from sessions.models.laid_together import LaidTogether
from sessions.models.method import Method
from sessions.models.notes import (
    ActionPoint,
    ChangeNote,
    Decision,
    ExpectationReview,
    Note,
    Question,
    SummaryPoint,
)
from sessions.models.outline import AgendaOutline
from sessions.models.outside_notice import OutsideNotice
from sessions.models.picked_up import PickedUp, Said
from sessions.models.place import Place
from sessions.models.poll import DatePoll, PollSlot, SlotChoice, Tally, Voter, best_first
from sessions.models.preparation import Prepared
from sessions.models.profile import GroupBook, Portrait, Profile
from sessions.models.rehearsal import Rehearsal
from sessions.models.reminder import ReminderPlan, plan_of
from sessions.models.run import Run
from sessions.models.seat import Seat
from sessions.models.session import Session
from sessions.models.taken_home import TakenHome
from sessions.models.working import ASPECTS, Working

__all__ = [
    "ASPECTS",
    "ActionPoint",
    "ActionStep",
    "Activity",
    "ActivityLine",
    "AdviceCard",
    "AgendaItem",
    "AgendaOutline",
    "Attendance",
    "Ballot",
    "BallotMark",
    "CalendarEntry",
    "CalendarFeed",
    "Case",
    "CaseTalk",
    "CaseTry",
    "ChangeNote",
    "CheckRound",
    "CheckWord",
    "Clock",
    "ClusterOutcome",
    "Contribution",
    "Course",
    "CourseAnswer",
    "CoursePlan",
    "CourseStage",
    "CourseTable",
    "DatePoll",
    "Decision",
    "DecisionPath",
    "DecisionReview",
    "DecisionTalk",
    "Document",
    "ExpectationReview",
    "Expert",
    "ExpertVisit",
    "GroupBook",
    "HistoryLine",
    "HistoryMark",
    "Host",
    "Invitation",
    "LaidTogether",
    "MapCount",
    "MapFlag",
    "Method",
    "MethodRun",
    "NetworkMap",
    "Note",
    "Objection",
    "OutsideNotice",
    "OwnCourseBlock",
    "OwnMap",
    "Photo",
    "PickedUp",
    "Place",
    "PollSlot",
    "Portrait",
    "Postcard",
    "Prepared",
    "Profile",
    "Proposal",
    "ProposalWeight",
    "Question",
    "Reception",
    "Rehearsal",
    "ReminderPlan",
    "RoundAnswer",
    "RoundQuestion",
    "Run",
    "Said",
    "Seat",
    "Session",
    "SlotChoice",
    "SpeedDate",
    "SpeedDating",
    "Split",
    "Statement",
    "StatementTally",
    "StatementVote",
    "Subgroup",
    "SubgroupLine",
    "SubgroupMember",
    "SubgroupWish",
    "Substitute",
    "SubstituteEntry",
    "SummaryPoint",
    "TableRound",
    "TakenHome",
    "Tally",
    "Theme",
    "Turn",
    "Vote",
    "VoteOption",
    "Voter",
    "Wall",
    "WallCluster",
    "WallDot",
    "WallMove",
    "WallNote",
    "Working",
    "best_first",
    "plan_of",
    "turns_of",
]
