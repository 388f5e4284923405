use serde::Deserialize;

/// What stands around a signed report (Decree 30/2020/NĐ-CP), from `[document]` in `cchc.toml`; what is not given is left
/// as a blank for a person to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDetails {
    /// The superior body (cơ quan chủ quản); like the issuing one on as many lines as it is given.
    pub superior: Option<String>,
    /// The issuing body (cơ quan ban hành).
    pub body: Option<String>,
    /// Number and sign (số, ký hiệu), such as `123/BC-BCĐ`.
    pub number: Option<String>,
    /// Place of issue (địa danh).
    pub place: Option<String>,
    /// Date of issue as it is to stand, such as `ngày 31 tháng 8 năm 2022`.
    pub date: Option<String>,
    /// The subject below the title (trích yếu).
    pub subject: Option<String>,
    /// Recipients (nơi nhận), a line each.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The office in whose name it is signed (quyền hạn, chức vụ), such as `TM. BAN CHỈ ĐẠO` and `TRƯỞNG BAN`, a line each.
    #[serde(default)]
    pub signed_as: Vec<String>,
    /// The name of who signs.
    pub signer: Option<String>,
}
